using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>Reads an original within the limits.</summary>
public sealed class ReadOriginal(OriginalBlobs originals, IOptions<ImageLimits> limits, ImageMetrics metrics)
{
    /// <returns>Null when it is not there.</returns>
    /// <exception cref="ImageRejectedException">Its size is outside the limits; nothing was read then.</exception>
    public async Task<OriginalContent?> RunAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var original = await originals.ReadAsync(image.BlobName, limits.Value, cancellationToken);
        if (original is not null)
            metrics.BytesRead(original.Bytes.Length);
        return original;
    }

    /// <returns>The version of the original as it is now, without quotes, or null when it is not there.</returns>
    public Task<string?> VersionAsync(ImageRecord image, CancellationToken cancellationToken) =>
        originals.VersionAsync(image.BlobName, cancellationToken);
}
