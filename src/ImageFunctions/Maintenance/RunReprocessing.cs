using ImageFunctions.Processing;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Has images processed again, a page per call.</summary>
public sealed class RunReprocessing(ImagesByStatus images, ReprocessImage reprocess)
{
    /// <returns>Where to go on and the images done so far, or no request at the end.</returns>
    public async Task<(BatchRequest? Next, int Images)> RunAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        var status = request.Status ?? throw new InvalidDataException("A reprocessing of images without a status.");
        var page = await images.PageAsync(status, request.Before, request.Cursor, cancellationToken);
        foreach (var image in page.Images)
            await reprocess.RunAsync(image, isExpected: null, cancellationToken);
        var done = request.Done + page.Images.Count;
        return (page.Next is { } next ? request with { Cursor = next, Done = done } : null, done);
    }
}
