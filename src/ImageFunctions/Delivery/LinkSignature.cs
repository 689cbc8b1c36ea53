using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ImageFunctions.Delivery;

/// <summary>A link to one rendering of an image, as it was asked for: nothing of it is to be believed yet.</summary>
public sealed record DeliveryLink(string ImageId, string Options, string? KeyId, string? Expires, string? Signature)
{
    /// <summary>What is signed: the link from /i on, as far as the signature. Where the API lies is no part of it.</summary>
    public string SignedText => $"/i/{ImageId}/{Options}?kid={KeyId}&exp={Expires}";
}

/// <summary>HMAC-SHA256 in base64url. docs/delivery.md has the same in ten lines of C# and of JavaScript.</summary>
public static class LinkSignature
{
    /// <summary>Characters of 32 bytes without padding.</summary>
    private const int Length = 43;

    public static string Of(string secret, string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    /// <summary>In a time that tells nothing of where they differ.</summary>
    public static bool IsRight(string secret, string text, string? signature) =>
        signature is { Length: Length }
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(secret, text)), Encoding.ASCII.GetBytes(signature));
}
