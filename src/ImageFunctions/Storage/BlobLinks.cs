using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Storage;

/// <summary>Makes signed URLs: one that can create exactly one blob, and ones that can read one.</summary>
public sealed class BlobLinks
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);
    private readonly StorageClients _clients;
    private readonly ISasSigner _signer;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lifetime;
    private readonly LinkCache _cache = new();

    public BlobLinks(StorageClients clients, IOptions<LinkOptions> options, TimeProvider time)
    {
        _clients = clients;
        _time = time;
        _lifetime = TimeSpan.FromSeconds(options.Value.LinkLifetimeSeconds);
        _signer = clients.IsLocal ? new AccountKeySasSigner() : new UserDelegationSasSigner(clients.Blobs, time);
    }

    /// <summary>The address without a signature: what the blob will be called, not readable by itself.</summary>
    public Uri OriginalAddress(string blobName) => Blob(StorageNames.UploadsContainer, blobName).Uri;

    /// <summary>A URL that can create the original once: no overwrite, no read, no delete.</summary>
    public ValueTask<Uri> SignUploadAsync(
        string blobName, DateTimeOffset issued, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        var blob = Blob(StorageNames.UploadsContainer, blobName);
        var sas = Builder(blob, issued - ClockSkew, expires);
        sas.SetPermissions(BlobSasPermissions.Create);
        return _signer.SignAsync(blob, sas, cancellationToken);
    }

    public ValueTask<Uri> SignOriginalAsync(ImageRecord image, CancellationToken cancellationToken) =>
        SignReadAsync(image, new LinkTarget(image.Id, null, image.FileName, image.Header?.Format.ContentType()), cancellationToken);

    public ValueTask<Uri> SignVariantAsync(
        ImageRecord image, StoredVariant variant, bool attachment, CancellationToken cancellationToken) =>
        SignReadAsync(image, new LinkTarget(
            image.Id, variant.Name, attachment ? VariantFileName(image.FileName, variant) : null, variant.ContentType), cancellationToken);

    /// <summary>The window in which links stay the same, as seconds since 1970. Part of an answer's version.</summary>
    public long LinkWindow => _time.GetUtcNow().ToUnixTimeSeconds() / (long)_lifetime.TotalSeconds;

    /// <summary>Whole seconds until the links made now end.</summary>
    public int LinkSecondsLeft => (int)(LinkEnd - _time.GetUtcNow()).TotalSeconds;

    // Everything is rounded to the window, so that an answer keeps its bytes, and a browser its cache, within it.
    private DateTimeOffset LinkStart => DateTimeOffset.FromUnixTimeSeconds(LinkWindow * (long)_lifetime.TotalSeconds);

    private DateTimeOffset LinkEnd => LinkStart + _lifetime * 2;

    private LinkPeriod Period => new(LinkWindow, _time.GetUtcNow().ToUnixTimeSeconds() / 3600);

    private async ValueTask<Uri> SignReadAsync(ImageRecord image, LinkTarget target, CancellationToken cancellationToken)
    {
        var period = Period;
        if (_cache.Find(period, target) is { } link)
            return link;
        var blob = target.Variant is { } variant
            ? Blob(StorageNames.VariantsContainer, VariantBlobs.Name(image.Id, variant))
            : Blob(StorageNames.UploadsContainer, image.BlobName);
        var sas = Builder(blob, LinkStart - ClockSkew, LinkEnd);
        sas.SetPermissions(BlobSasPermissions.Read);
        sas.ContentType = target.ContentType;
        if (target.FileName is { } fileName)
            sas.ContentDisposition = Attachment(fileName);
        link = await _signer.SignAsync(blob, sas, cancellationToken);
        // One that was signed as the period ended belongs to the next.
        if (period == Period)
            _cache.Keep(period, target, link);
        return link;
    }

    private BlobSasBuilder Builder(BlobClient blob, DateTimeOffset starts, DateTimeOffset expires) => new()
    {
        BlobContainerName = blob.BlobContainerName,
        BlobName = blob.Name,
        Resource = "b",
        StartsOn = starts,
        ExpiresOn = expires,
        Protocol = _clients.IsLocal ? SasProtocol.HttpsAndHttp : SasProtocol.Https,
    };

    private BlobClient Blob(string container, string name) => _clients.Blobs.GetBlobContainerClient(container).GetBlobClient(name);

    // RFC 6266: a plain name for old readers, the full one in UTF-8.
    private static string Attachment(string fileName)
    {
        var plain = new string([.. fileName.Select(c => c is >= ' ' and <= '~' and not '"' and not '\\' ? c : '_')]);
        return $"attachment; filename=\"{plain}\"; filename*=UTF-8''{Uri.EscapeDataString(fileName)}";
    }

    private static string VariantFileName(string fileName, StoredVariant variant)
    {
        return $"{Path.GetFileNameWithoutExtension(fileName)}-{variant.Name}.{VariantFormats.Extension(variant.ContentType)}";
    }
}
