using System.Security.Cryptography;
using System.Text.Json;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>What a caller says of an image before it is uploaded.</summary>
public sealed record UploadRequest
{
    public string? FileName { get; init; }
    public string? FileType { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string?>? Tags { get; init; }
    public int? ExpiresInDays { get; init; }
    public string? CallbackUrl { get; init; }

    /// <summary>Name of a configured set of variants.</summary>
    public string? Preset { get; init; }

    /// <summary>The same for requests that ask for the same.</summary>
    /// <param name="content">Hash of the file, where it came with the request.</param>
    public string Fingerprint(string? owner, string? content = null) =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new FingerprintedRequest(this, owner, content), ContractJson.Options)));
}

/// <summary>What makes two requests the same. Its hash is stored: other members or another order would make strangers of them.</summary>
internal sealed record FingerprintedRequest(UploadRequest Request, string? Owner, string? Content);

/// <summary>Where and how to upload.</summary>
public sealed record CreatedUpload
{
    public required ImageId ImageId { get; init; }
    public required string UploadUrl { get; init; }
    public string Method { get; init; } = "PUT";
    public required IReadOnlyDictionary<string, string> Headers { get; init; }
    public required string FileUrl { get; init; }

    /// <summary>Seconds.</summary>
    public required int ExpiresIn { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Always empty; S3 form uploads had fields here.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
    public required string StatusUrl { get; init; }
}
