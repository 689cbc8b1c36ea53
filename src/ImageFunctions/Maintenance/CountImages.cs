using System.Text.Json;
using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

/// <summary>
/// Counts images for operators. Tables cannot count: the newest are read, up to a bound. The cleanup does so every five minutes
/// and leaves the result in a row, so that asking for it costs one call however many images there are.
/// </summary>
public sealed class CountImages(StorageClients clients, ImageRecords records, MessageQueues queues, TimeProvider time)
{
    private const string Row = "counts";
    private const int MaxRecords = 20_000;
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);

    /// <summary>The last count; a new one when there is none that can be read.</summary>
    public async Task<ImageCounts> GetAsync(CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(
            CleanupPasses.Partition, Row, cancellationToken: cancellationToken);
        return (row.HasValue ? Read(row.Value!.GetString("Counts")) : null) ?? await RunAsync(cancellationToken);
    }

    public async Task<ImageCounts> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counts = Enum.GetValues<ImageStatus>().ToDictionary(status => status, _ => 0);
        var counted = 0;
        var isComplete = true;
        DateTimeOffset? oldest = null;
        await foreach (var (id, status) in records.StatusesAsync(cancellationToken))
        {
            if (counted == MaxRecords)
            {
                isComplete = false;
                break;
            }

            counted++;
            counts[status]++;
            if (status is ImageStatus.Pending or ImageStatus.Uploaded or ImageStatus.Processing)
                oldest = id.CreatedAt;
        }

        var poisoned = new Dictionary<string, int>();
        foreach (var queue in StorageNames.PoisonQueues)
            poisoned[queue] = await queues.GetDepthAsync(queue, cancellationToken) ?? 0;
        var result = new ImageCounts(counts, counted, isComplete, poisoned, oldest, now);
        var json = JsonSerializer.Serialize(result, ContractJson.Options);
        await _table.UpsertEntityAsync(
            new TableEntity(CleanupPasses.Partition, Row) { ["Counts"] = json }, TableUpdateMode.Replace, cancellationToken);
        return result;
    }

    private static ImageCounts? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<ImageCounts>(json, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
