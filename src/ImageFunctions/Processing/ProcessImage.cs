using System.Diagnostics;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;

namespace ImageFunctions.Processing;

/// <summary>From an original to a completed image. Each step is safe to do twice.</summary>
public sealed class ProcessImage(
    ImageClaims claims, OriginalBlobs originals, WaitForUpload wait, RenderVariants render, CompleteImage complete, EndProcessing end)
{
    private const int MaxTries = 3;

    /// <param name="messageId">The queue message that does the work; the same one may come back after a crash.</param>
    public async Task RunAsync(ImageId id, string messageId, UploadSignal signal, CancellationToken cancellationToken)
    {
        for (var attempt = 1; await claims.FindWorkAsync(id, messageId, signal, cancellationToken) is { } image; attempt++)
        {
            try
            {
                if (!await WorkAsync(image, messageId, signal, cancellationToken))
                    continue;
                // An event about an overwritten original finds the image at work and has nothing to do: the work itself looks again.
                if (!image.IsImported || await originals.VersionAsync(image.BlobName, cancellationToken) is not { } version)
                    return;
                signal = new UploadSignal { BlobName = image.BlobName, ETag = version };
                if (attempt >= MaxTries)
                    throw new StorageUnavailableException("The original is overwritten again and again.");
            }
            catch (RecordConflictException) when (attempt < MaxTries)
            {
                // Somebody else changed the record first: look again at what it says now.
            }
        }
    }

    // False when the original came while it was waited for: somebody else may have begun with it.
    private async Task<bool> WorkAsync(ImageRecord image, string messageId, UploadSignal signal, CancellationToken cancellationToken)
    {
        try
        {
            using var original = await originals.ReadAsync(image.BlobName, cancellationToken);
            if (original is null)
            {
                if (await wait.LookAsync(image, signal.Check, cancellationToken))
                    return false;
                await wait.RunAsync(image, signal.Check, cancellationToken);
                return true;
            }

            // An event knows nothing of the request that gave out the URL; the record does.
            using var activity = ImageMetrics.Start("process image", ActivityKind.Internal, image.TraceParent);
            activity.SetTag("image.id", image.Id.ToString());
            image = await claims.ClaimAsync(image, messageId, original.ETag, cancellationToken);
            var header = render.Inspect(original);
            if (await render.RunAsync(image, header, original, cancellationToken) is var (published, rendered))
                await complete.RunAsync(published, rendered, cancellationToken);
            else
                await end.AbandonAsync(image, cancellationToken);
        }
        catch (ImageRejectedException rejected)
        {
            await end.RejectAsync(image with { OriginalETag = rejected.OriginalETag ?? image.OriginalETag }, rejected, cancellationToken);
        }

        return true;
    }
}
