using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;

namespace ImageFunctions.Processing;

/// <summary>How far one pass over an original is.</summary>
/// <param name="Started">Timestamp of a stopwatch.</param>
public sealed record RenderWork(ImageRecord Image, IReadOnlyList<Variant> Wanted, long Started)
{
    private readonly List<StoredVariant> _made = [];

    public KeptParts Kept { get; private set; } = KeptParts.Nothing;

    public List<Task> Stored { get; } = [];

    public Task<ImageRecord?> Published { get; set; } = Task.FromResult<ImageRecord?>(null);

    public Task<AnalysisOutcome> Analysis { get; set; } = Task.FromResult(AnalysisOutcome.Skipped("not_configured"));

    public VisualTraits? Traits { get; set; }

    /// <summary>What there is so far, in the order of the table.</summary>
    public IReadOnlyList<StoredVariant> Variants =>
        [.. Wanted.Select(variant => Kept.Variants.Concat(_made).FirstOrDefault(stored => stored.Name == variant.Name))
            .OfType<StoredVariant>()];

    public bool IsThumbnail(VariantSpec spec) => Wanted.Any(variant => variant.IsThumbnail && variant.Name == spec.Name);

    public void Keep(KeptParts kept)
    {
        Kept = kept;
        Traits = kept.Traits;
        if (kept.Analysis is { } analysis)
            Analysis = Task.FromResult(AnalysisOutcome.Kept(analysis));
    }

    public void Add(RenderedVariant made, Task stored)
    {
        _made.Add(new StoredVariant(made.Spec.Name, made.ContentType, made.Width, made.Height, made.Content.Length, made.Spec.Fingerprint));
        Stored.Add(stored);
    }
}
