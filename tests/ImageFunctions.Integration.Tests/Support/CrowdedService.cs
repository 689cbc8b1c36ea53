using System.Globalization;
using Azure.Data.Tables;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Testing.Wire;
namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// A service that does nothing by itself, on an emulator with many records: copies of one that was really made, spread
/// over days.
/// </summary>
public sealed class CrowdedService : IAsyncLifetime
{
    /// <summary>Owner of every image of the crowd.</summary>
    public const string User = "crowd";

    /// <summary>Tag of every tenth image.</summary>
    public const string Tag = "tenth";

    private const int Few = 100;
    private const int Many = 10_000;
    private const int Days = 5;
    private AzuriteProcess _azurite = null!;
    private StorageProxy _storage = null!;

    internal ServiceHost Host { get; private set; } = null!;

    internal StorageCalls Calls { get; } = new();

    /// <summary>The record that all are copies of.</summary>
    internal TableEntity Template { get; private set; } = null!;

    /// <summary>What reads cost when there were only a hundred.</summary>
    internal IReadOnlyDictionary<string, PageFigure> WithFew { get; private set; } = null!;

    /// <summary>Newest first.</summary>
    internal List<string> Ids { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(Token);
        _storage = await StorageProxy.StartAsync(_azurite.ConnectionString, Token);
        _storage.Before = Calls.SeeAsync;
        Host = await ServiceHost.StartAsync(_azurite.ConnectionString, ContractService.Quiet(), _storage);
        Template = await MakeTemplateAsync();
        await GrowAsync(Few);
        // The first time is that of code that is not compiled yet.
        await PageFigures.MeasureAsync(Host, Calls, Ids);
        WithFew = await PageFigures.MeasureAsync(Host, Calls, Ids);
        await GrowAsync(Many);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _storage.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    // Each has its row for the owner, every tenth one for the tag, with a copy of the record as completion writes it.
    private async Task GrowAsync(int count)
    {
        var newest = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds();
        var step = TimeSpan.FromDays(Days).TotalMilliseconds / Many;
        var added = Enumerable.Range(Ids.Count, count - Ids.Count)
            .Select(i => (Id: Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(newest - (long)(i * step)))
                .ToString(), Number: i)).ToList();
        Ids.AddRange(added.Select(image => image.Id));
        var rows = added.Select(image => Record(image.Id)).ToList();
        await AddAsync("images", rows);
        await AddAsync("imageindex", added.Select(image => Row($"user|{User}", image.Id)));
        await AddAsync("imageindex", added.Where(image => image.Number % 10 == 0).Select(image => Row($"tag|{Tag}", image.Id)));
    }

    private async Task<TableEntity> MakeTemplateAsync()
    {
        var token = Token;
        var id = await Host.UploadAsync(
            DrawnPng.Scene(160, 120, 77), new { fileName = "crowd.png", title = "One of many", tags = new[] { Tag } }, ("X-User-Id", User));
        await Host.Services.Get<ProcessImage>().RunAsync(ImageId.Parse(id)!.Value, "message", new UploadSignal(), token);
        var (partition, row) = Key(id);
        var made = await new TableClient(Host.ConnectionString, "images").GetEntityIfExistsAsync<TableEntity>(
            partition, row, cancellationToken: token);
        Assert.Equal("Completed", made.Value!.GetString("Status"));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        return made.Value!;
    }

    private TableEntity Record(string id)
    {
        var (partition, row) = Key(id);
        var record = new TableEntity(partition, row);
        foreach (var (name, value) in Template)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag" or "BlobName"))
                record[name] = value;
        }

        record["BlobName"] = id;
        record["UploadedAt"] = ImageId.Parse(id)!.Value.CreatedAt;
        return record;
    }

    private TableEntity Row(string partition, string id)
    {
        var row = Record(id);
        row.PartitionKey = partition;
        return row;
    }

    // As docs/storage.md has it: days and milliseconds counted down.
    private static (string Partition, string Row) Key(string id)
    {
        var time = ImageId.Parse(id)!.Value.CreatedAt.ToUnixTimeMilliseconds();
        var partition = (99_999 - (time / 86_400_000)).ToString("D5", CultureInfo.InvariantCulture);
        return (partition, (9_999_999_999_999 - time).ToString("D13", CultureInfo.InvariantCulture) + "_" + id);
    }

    private async Task AddAsync(string table, IEnumerable<TableEntity> rows)
    {
        var client = new TableClient(Host.ConnectionString, table);
        var batches = rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(100));
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, token) =>
            await client.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), token));
    }
}

/// <summary>The tests that share it, one after the other.</summary>
[CollectionDefinition(nameof(Crowded))]
public sealed class Crowded : ICollectionFixture<CrowdedService>;
