using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Processing;

/// <summary>The one way to completion, for the first pass and for an analysis that came later.</summary>
public sealed class CompleteImage(
    RecordChanges changes, ContentIndex content, VariantBlobs variants, EndProcessing end, CompletionRules rules)
{
    /// <summary>After rendering.</summary>
    public async Task RunAsync(ImageRecord published, RenderedImage rendered, CancellationToken cancellationToken)
    {
        await EndAsync(
            published, record => ImageClaims.IsStillMine(record, published) ? rendered.ApplyTo(record) : null,
            rendered.Analysis, cancellationToken);
        foreach (var name in rendered.Dropped)
            await variants.DeleteAsync(published.Id, name, cancellationToken);
    }

    /// <summary>After an analysis that came later than the variants.</summary>
    public Task RunAsync(ImageRecord image, AnalysisOutcome outcome, CancellationToken cancellationToken) =>
        EndAsync(
            image, record => record.Status is ImageStatus.Processing or ImageStatus.Completed ? outcome.ApplyTo(record) : null,
            outcome, cancellationToken);

    private async Task EndAsync(
        ImageRecord image, Func<ImageRecord, ImageRecord?> results, AnalysisOutcome analysis, CancellationToken cancellationToken)
    {
        if (analysis.RawJson is { } raw)
            await variants.WriteAsync(image.Id, VariantBlobs.AnalysisName, raw, "application/json", cancellationToken);
        // Index rows first: whoever sees the image completed can also find it. Until then they point to a record that does
        // not match yet, which every reader checks.
        ImageId? first = null;
        var preview = results(image);
        if (preview is not null)
        {
            await content.AddAsync(preview, cancellationToken);
            first = await content.FindFirstAsync(preview, isNew: preview.Sha256 != image.Sha256, cancellationToken);
        }

        // An older copy that was slower may have told the record meanwhile.
        var stored = await changes.ApplyAsync(
            image,
            record => results(record) is { } made
                ? rules.Complete(made with { DuplicateOf = Older(first, made.DuplicateOf) }, analysis)
                : null,
            cancellationToken);
        if (stored is null)
        {
            await end.AbandonAsync(preview ?? image, cancellationToken);
            return;
        }

        if (stored.Moderation.State == ModerationState.Blocked)
            await end.FailedAsync(image, stored, cancellationToken);
        else if (stored.Status == ImageStatus.Completed && image.Status == ImageStatus.Processing)
            await end.CompletedAsync(image, stored, cancellationToken);
        else
            await end.ChangedAsync(image, stored, cancellationToken);
    }

    private static ImageId? Older(ImageId? one, ImageId? other) => other is null || one < other ? one : other;
}
