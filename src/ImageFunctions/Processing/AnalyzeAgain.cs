using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Storage;

namespace ImageFunctions.Processing;

/// <summary>An analysis for itself: of the original, only what the analyzers look at is made again.</summary>
public sealed class AnalyzeAgain(OriginalBlobs originals, ImageRenderer renderer, RenderPlan plan, AnalyzeImage analyze)
{
    /// <param name="attempt">How often the analyzers were asked in vain.</param>
    public async Task<AnalysisOutcome> RunAsync(ImageRecord image, ImageHeader header, int attempt, CancellationToken cancellationToken)
    {
        if (analyze.SkippedReason is { } reason)
            return AnalysisOutcome.Skipped(reason);
        using var original = await originals.ReadAsync(image.BlobName, cancellationToken);
        if (original is null)
            return AnalysisOutcome.Failed(RejectionCodes.OriginalMissing);
        var rendered = renderer.RenderAsync(original.Bytes, header, [plan.Analysis], cancellationToken);
        return await analyze.RunAsync(await rendered.SingleAsync(cancellationToken), header, attempt, cancellationToken);
    }
}
