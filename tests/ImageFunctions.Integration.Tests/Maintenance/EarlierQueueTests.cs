using Azure.Storage.Queues;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Maintenance;

/// <summary>What waits in the queues of earlier versions after an upgrade.</summary>
public sealed class EarlierQueueTests
{
    private const string Batch = """{"kind":"reprocess","status":"failed","purge":false}""";
    private static readonly string[] Earlier = ["image-analysis", "image-analysis-poison", "image-batches"];
    private readonly string _id = ImageId.New(DateTimeOffset.UtcNow).ToString();

    [Fact]
    public async Task Messages_of_earlier_queues_go_on_in_the_new_ones_and_none_is_removed_that_was_not_moved()
    {
        await using var azurite = await AzuriteProcess.StartAsync(Token);
        await using var storage = await StorageProxy.StartAsync(azurite.ConnectionString, Token);
        await using var services = new AppServices(storage.ConnectionString);
        await services.Get<StorageSetup>().EnsureAsync(Token);
        var drain = services.Get<DrainEarlierQueues>();
        await PutAsync(azurite, "image-analysis", $$"""{"imageId":"{{_id}}","attempt":2}""");
        await PutAsync(azurite, "image-analysis-poison", $$"""{"imageId":"{{_id}}","attempt":3}""");
        // What an analysis never said is none, though it would mean something on the new queue.
        await PutAsync(azurite, "image-analysis", Batch);
        await PutAsync(azurite, "image-batches", Batch);

        storage.Before = (method, url) => Task.FromResult(
            method == "POST" && url.Contains("/image-uploads", StringComparison.Ordinal) ? StorageFate.Reset : StorageFate.Pass);
        await Assert.ThrowsAnyAsync<Exception>(() => drain.RunAsync(Token));
        Assert.Equal("2 1 1", string.Join(' ', await CountAsync(azurite, Earlier)));
        Assert.Equal(0, Assert.Single(await CountAsync(azurite, "image-uploads")));

        storage.Before = static (_, _) => Task.FromResult(StorageFate.Pass);
        // What the first try took is hidden for a while: as if that had passed.
        foreach (var queue in Earlier)
            await RenewAsync(azurite, queue);
        await drain.RunAsync(Token);
        await drain.RunAsync(Token);

        string[] expected = [$$"""{"imageId":"{{_id}}","attempt":2,"kind":"analysis"}""", Batch];
        Assert.Equal(expected.Order(), (await PeekAsync(azurite, "image-uploads")).Order());
        Assert.Equal([$$"""{"imageId":"{{_id}}","attempt":3,"kind":"analysis"}"""], await PeekAsync(azurite, "image-uploads-poison"));
        Assert.Equal("0 0 0", string.Join(' ', await CountAsync(azurite, Earlier)));
        var letter = Assert.Single((await services.Get<DeadLetters>().ListAsync(null, 10, Token)).DeadLetters);
        Assert.Equal(("image-analysis", "unreadable", Batch), (letter.Queue, letter.Reason, letter.Text));
    }

    [Fact]
    public async Task A_dead_letter_of_an_earlier_queue_is_replayed_into_the_new_one()
    {
        await using var azurite = await AzuriteProcess.StartAsync(Token);
        await using var services = new AppServices(azurite.ConnectionString);
        await services.Get<StorageSetup>().EnsureAsync(Token);
        var letters = services.Get<DeadLetters>();
        var ids = new List<string>();
        (string Queue, string Text)[] given =
        [
            ("image-analysis", $$"""{"imageId":"{{_id}}","attempt":0}"""), ("image-batches", Batch), ("image-batches", "{}"),
            ("image-thumbs", "{}"),
        ];
        foreach (var (queue, text) in given)
        {
            var now = DateTimeOffset.UtcNow;
            ids.Add(DeadLetters.IdFor($"letter-{ids.Count}", now));
            await letters.PutAsync(new DeadLetter(ids[^1], queue, text, DeadLetterReasons.Poison, null, 5, null, now), Token);
        }

        var replay = services.Get<ReplayDeadLetter>();
        await replay.RunAsync(ids[0], Token);
        await replay.RunAsync(ids[1], Token);
        foreach (var id in ids[2..])
            Assert.Equal(ProblemCodes.NotReplayable, (await Assert.ThrowsAsync<ProblemException>(() => replay.RunAsync(id, Token))).Code);

        string[] expected = [$$"""{"imageId":"{{_id}}","attempt":0,"kind":"analysis"}""", Batch];
        Assert.Equal(expected.Order(), (await PeekAsync(azurite, "image-uploads")).Order());
        Assert.Equal(2, (await letters.ListAsync(null, 10, Token)).Count);
    }

    private static QueueClient Queue(AzuriteProcess azurite, string name) =>
        new(azurite.ConnectionString, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private static async Task PutAsync(AzuriteProcess azurite, string queue, string text)
    {
        await Queue(azurite, queue).CreateIfNotExistsAsync(cancellationToken: Token);
        await Queue(azurite, queue).SendMessageAsync(text, Token);
    }

    private async Task RenewAsync(AzuriteProcess azurite, string queue)
    {
        await Queue(azurite, queue).ClearMessagesAsync(Token);
        string[] texts = queue switch
        {
            "image-analysis" => [$$"""{"imageId":"{{_id}}","attempt":2}""", Batch],
            "image-batches" => [Batch],
            _ => [$$"""{"imageId":"{{_id}}","attempt":3}"""],
        };
        foreach (var text in texts)
            await PutAsync(azurite, queue, text);
    }

    private static Task<int[]> CountAsync(AzuriteProcess azurite, params string[] queues) =>
        Task.WhenAll(queues.Select(async queue => (await Queue(azurite, queue).GetPropertiesAsync(Token)).Value.ApproximateMessagesCount));

    private static async Task<string[]> PeekAsync(AzuriteProcess azurite, string queue) =>
        [.. (await Queue(azurite, queue).PeekMessagesAsync(32, Token)).Value.Select(message => message.MessageText)];
}
