using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>Signs links as a caller of the service would: docs/delivery.md has the same text.</summary>
public static class ImageLinks
{
    public static string Sign(string api, string imageId, string options, string kid, string secret, DateTimeOffset expires)
    {
        var text = $"/i/{imageId}/{options}?kid={kid}&exp={expires.ToUnixTimeSeconds()}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
        return $"{api}{text}&sig={Base64Url.EncodeToString(signature)}";
    }
}
