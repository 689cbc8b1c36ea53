using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Tells how far an image is, at once or when that changes.</summary>
public sealed class GetImageStatus(GetImage find, ImageRecords records, ProcessingDurations durations, TimeProvider time)
{
    public const int MaxWaitSeconds = 20;
    private const int LongestPause = 30;

    /// <param name="wait">Seconds to hold the answer while nothing changes, 0–20.</param>
    public async Task<StatusView> RunAsync(string id, string? caller, int wait, CancellationToken cancellationToken)
    {
        var image = await find.ReadAsync(id, caller, cancellationToken);
        var deadline = time.GetUtcNow().AddSeconds(wait);
        var pause = TimeSpan.FromMilliseconds(100);
        var first = Describe(image);
        while (IsOpen(image.Status) && time.GetUtcNow() < deadline)
        {
            await Task.Delay(pause, time, cancellationToken);
            pause = TimeSpan.FromMilliseconds(Math.Min(1000, pause.TotalMilliseconds * 1.5));
            image = await records.GetAsync(image.Id, cancellationToken) ?? throw ProblemException.ImageNotFound();
            if (image.IsDeleted)
                throw ProblemException.ImageNotFound();
            if (image.Status != first.Status || image.Steps.Progress != first.Progress)
                break;
        }

        durations.Observe(image);
        return Describe(image);
    }

    public StatusView Describe(ImageRecord image) => new(
        image.Id,
        image.Status,
        image.Status is ImageStatus.Completed or ImageStatus.Failed ? 100 : image.Steps.Progress,
        Message(image),
        new StepsView(image.Steps.Upload, image.Steps.Thumbnails, image.Steps.WebP, image.Steps.Analysis),
        image.Attempt,
        image.StartedAt,
        IsOpen(image.Status) && image.StartedAt is { } started ? started + durations.Expected : null,
        image.Error);

    /// <returns>Seconds after which it is worth asking again; null when nothing changes any more.</returns>
    public int? RetryAfter(StatusView status) => !IsOpen(status.Status) ? null
        : (int)Math.Clamp(Math.Ceiling(((status.EstimatedCompletion ?? default) - time.GetUtcNow()).TotalSeconds), 1, LongestPause);

    private static bool IsOpen(ImageStatus status) => status is ImageStatus.Pending or ImageStatus.Uploaded or ImageStatus.Processing;

    private static string Message(ImageRecord image) => image.Status switch
    {
        ImageStatus.Pending => "Waiting for the upload.",
        ImageStatus.Uploaded => "The file has arrived and will be processed soon.",
        ImageStatus.Processing when image.Steps.Thumbnails != StepState.Completed => "Generating thumbnails.",
        ImageStatus.Processing when image.Steps.WebP != StepState.Completed => "The thumbnails are ready; making the WebP.",
        ImageStatus.Processing => "The variants are ready; waiting for the analysis.",
        ImageStatus.Completed => "Processing completed successfully.",
        ImageStatus.Expired => "The upload URL ran out before a file was uploaded.",
        ImageStatus.Failed => image.Error?.Message ?? "The image could not be processed.",
        ImageStatus.Deleted => "The image is deleted.",
        _ => "A newer version of the service wrote this image.",
    };
}
