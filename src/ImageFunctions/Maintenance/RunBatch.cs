using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Maintenance;

/// <summary>One page of work over many images; sends itself on with the place where the page ended.</summary>
public sealed partial class RunBatch(
    ImageRecords records, ImageIndex index, ReprocessImage reprocess, DeleteImage delete, PurgeImage purge, MessageQueues queues,
    ILogger<RunBatch> logger)
{
    private const int PageSize = 50;

    public async Task RunAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        if (!request.IsUnderstood)
            throw new ArgumentException("There is no such batch.", nameof(request));
        var (images, next) = await PageAsync(request, cancellationToken);
        foreach (var image in images)
        {
            await (request switch
            {
                { Kind: BatchKinds.Reprocess } => reprocess.RunAsync(image, cancellationToken),
                { Kind: BatchKinds.EraseUser, Purge: true } => purge.RunAsync(image, cancellationToken),
                { Kind: BatchKinds.EraseUser } => delete.RunAsync(image, cancellationToken),
                _ => throw new ArgumentException("There is no such batch.", nameof(request)),
            });
        }

        LogPage(logger, request.Kind, images.Count, next is not null);
        if (next is not null)
            await queues.SendAsync(request with { Cursor = next }, TimeSpan.Zero, cancellationToken);
    }

    private async Task<(IReadOnlyList<ImageRecord> Images, string? Next)> PageAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        var lookup = request switch
        {
            { Kind: BatchKinds.EraseUser, UserId: { } user } => new IndexEntry(IndexKinds.User, user),
            { Status: { } status } when IndexKinds.IsIndexed(status) => new IndexEntry(IndexKinds.Status, status.ToString()),
            _ => null,
        };
        if (lookup is null)
        {
            var page = await records.ListAsync(
                new RecordFilter(request.Status is { } status ? [status] : [], null, request.Before), request.Cursor, PageSize, cancellationToken);
            return (page.Images, page.Next);
        }

        var hits = await index.FindAsync(lookup.Kind, lookup.Value, request.Cursor, null, request.Before, PageSize, cancellationToken);
        var found = await Task.WhenAll(hits.Select(hit => records.GetAsync(hit.Id, cancellationToken)));
        var images = found.OfType<ImageRecord>()
            .Where(image => request.Kind == BatchKinds.EraseUser ? image.UserId == request.UserId : image.Status == request.Status).ToList();
        return (images, hits.Count == PageSize ? hits[^1].Position : null);
    }

    [LoggerMessage(1060, LogLevel.Information, "Batch {Kind}: {Count} images done, more to come: {More}.")]
    private static partial void LogPage(ILogger logger, string kind, int count, bool more);
}
