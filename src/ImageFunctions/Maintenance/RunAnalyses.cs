using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Has the analyzers asked again about completed images, a page per call.</summary>
public sealed class RunAnalyses(ImageRecords records, RecordChanges changes, Outbox outbox)
{
    private const int PageSize = 50;

    /// <returns>Where to go on and the images done so far, or no request at the end.</returns>
    public async Task<(BatchRequest? Next, int Images)> RunAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        var filter = new RecordFilter([ImageStatus.Completed], null, request.Before) { Analysis = request.Analysis };
        var page = await records.ListAsync(filter, request.Cursor, PageSize, cancellationToken);
        foreach (var image in page.Images)
            await AskAsync(image, request.Analysis, cancellationToken);
        var done = request.Done + page.Images.Count;
        return (page.Next is { } next ? request with { Cursor = next, Done = done } : null, done);
    }

    // Through the record, so that a crash in between loses nothing.
    private async Task AskAsync(ImageRecord image, StepState? state, CancellationToken cancellationToken)
    {
        var asking = await changes.ApplyAsync(
            image,
            record => record.Status == ImageStatus.Completed && record.Steps.Analysis == state
                ? (record with { Steps = record.Steps with { Analysis = StepState.Pending } }).Owe(Owed.Analysis) : null,
            cancellationToken);
        if (asking is not null)
            await outbox.SendAsync(asking, cancellationToken);
    }
}
