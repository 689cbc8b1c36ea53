using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Webhooks;

/// <summary>What was sent to whom is not kept, only that and how it ended.</summary>
public sealed class WebhookLog(StorageClients clients)
{
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.WebhookLogTable);

    public async Task AddAsync(WebhookDelivery delivery, CancellationToken cancellationToken) =>
        await _table.UpsertEntityAsync(new TableEntity(delivery.ImageId.ToString(), $"{delivery.EventId}_{delivery.Attempt:D4}")
        {
            ["Event"] = delivery.Event,
            ["Attempt"] = delivery.Attempt,
            ["Outcome"] = delivery.Outcome,
            ["Delivered"] = delivery.Delivered,
            ["At"] = delivery.At,
        }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Everything tried for one image, in order of events and attempts.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> ListAsync(ImageId id, CancellationToken cancellationToken)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()}");
        return await _table.QueryAsync<TableEntity>(query, cancellationToken: cancellationToken)
            .Select(row => new WebhookDelivery(
                id, row.RowKey[..row.RowKey.LastIndexOf('_')], row.GetString("Event"), row.GetInt32("Attempt") ?? 0,
                row.GetString("Outcome"), row.GetBoolean("Delivered") ?? false, row.GetDateTimeOffset("At") ?? default))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The images that something is noted of, as far as one request looks.</summary>
    public async Task<(IReadOnlyList<ImageId> Images, string? Next)> ImagesAsync(string? continuation, CancellationToken cancellationToken)
    {
        var page = await _table.QueryAsync<TableEntity>("", select: ["PartitionKey"], cancellationToken: cancellationToken)
            .AsPages(continuation, 1000).FirstAsync(cancellationToken);
        var images = page.Values.Select(row => ImageId.Parse(row.PartitionKey)).OfType<ImageId>().Distinct().ToList();
        return (images, page.ContinuationToken is { Length: > 0 } next ? next : null);
    }

    public async Task RemoveAsync(ImageId id, CancellationToken cancellationToken)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()}");
        await foreach (var row in _table.QueryAsync<TableEntity>(
            query, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }
}
