using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Maintenance;

/// <summary>One part of work over many images; sends itself on with the place where the part ended.</summary>
public sealed partial class RunBatch(
    RunReprocessing reprocess, RunAnalyses analyze, RunErasure erase, Jobs jobs, MessageQueues queues, ILogger<RunBatch> logger)
{
    public async Task RunAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        var (next, done) = request.Kind switch
        {
            BatchKinds.EraseUser or BatchKinds.EraseTraces => await erase.RunAsync(request, cancellationToken),
            BatchKinds.Reprocess => await reprocess.RunAsync(request, cancellationToken),
            BatchKinds.Analyze => await analyze.RunAsync(request, cancellationToken),
            // Never a guess: it ends as a dead letter.
            _ => throw new InvalidDataException("A batch of a kind that this version does not know."),
        };
        LogPart(logger, request.Kind, done, next is not null);
        await jobs.ProgressAsync(request, done, cancellationToken);
        if (next is not null)
            await queues.SendAsync(next, TimeSpan.Zero, cancellationToken);
        else
            await jobs.EndAsync(request, JobStatus.Completed, cancellationToken);
    }

    [LoggerMessage(1060, LogLevel.Information, "Batch {Kind}: {Count} images done so far, more to come: {More}.")]
    private static partial void LogPart(ILogger logger, string kind, int count, bool more);
}

/// <summary>Pages of all images that have a status.</summary>
public sealed class ImagesByStatus(ImageRecords records, ImageIndex index)
{
    private const int PageSize = 50;

    public async Task<RecordPage> PageAsync(ImageStatus status, DateTimeOffset? before, string? cursor, CancellationToken cancellationToken)
    {
        if (!IndexKinds.IsIndexed(status))
            return await records.ListAsync(new RecordFilter([status], null, before), cursor, PageSize, cancellationToken);
        var hits = await index.FindAsync(
            new IndexEntry(IndexKinds.Status, status.ToString()), new IndexSpan(cursor, null, before), PageSize, cancellationToken);
        var found = await Task.WhenAll(hits.Select(hit => records.GetAsync(hit.Id, cancellationToken)));
        return new RecordPage(
            [.. found.OfType<ImageRecord>().Where(image => image.Status == status)], hits.Count == PageSize ? hits[^1].Position : null);
    }
}
