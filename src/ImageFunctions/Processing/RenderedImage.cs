using ImageFunctions.Images.Record;

namespace ImageFunctions.Processing;

/// <summary>All that came of one pass over an original.</summary>
/// <param name="OriginalETag">Version of the blob that it was made from.</param>
/// <param name="Variants">All that the image has now, made or kept.</param>
public sealed record RenderedImage(
    string Sha256, string OriginalETag, VisualTraits? Traits, IReadOnlyList<StoredVariant> Variants, AnalysisOutcome Analysis)
{
    /// <summary>Variants that it had before and has no longer.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    public ImageRecord ApplyTo(ImageRecord record) => Analysis.ApplyTo(record with
    {
        Sha256 = Sha256,
        OriginalETag = OriginalETag,
        Traits = Traits,
        Variants = Variants,
        Steps = record.Steps with { Thumbnails = StepState.Completed, WebP = StepState.Completed },
    });
}
