using System.Text.Json;
using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>A user with images whom a test erases, and what is left of them.</summary>
internal sealed class ErasedUser(IsolatedService service)
{
    private static int _seed = 9000;

    // Nothing of a name may be left, escaped or not: its random part is looked for.
    public string Name { get; } = $"t{Guid.NewGuid():N}";

    public string Id => $"corp/{Name}@example.com";

    private (string, string) Owner => ("X-User-Id", Id);

    public static byte[] NewPicture() => DrawnPng.Scene(160, 120, Interlocked.Increment(ref _seed));

    public Task<string> UploadAsync(object? request = null) => service.Host.UploadAsync(NewPicture(), request, Owner);

    /// <summary>One image in each situation in which something of it used to stay.</summary>
    public async Task<List<string>> FillAsync(Uri? callbackUrl = null)
    {
        var host = service.Host;
        var completed = await host.UploadAsync(
            NewPicture(), new { fileName = "a.png", tags = new[] { "sea" }, callbackUrl }, Owner, ("Idempotency-Key", Name));
        var unlisted = await UploadAsync(new { fileName = "b.png", callbackUrl });
        var failed = await host.UploadAsync(new byte[3000], null, Owner);
        var deleted = await UploadAsync();
        foreach (var id in (string[])[completed, unlisted, failed, deleted])
            await host.WaitForAsync(id, "completed", "failed");
        (await host.PostAsync($"images/{failed}/reprocess")).Ok(202);
        (await host.SendAsync(HttpMethod.Delete, $"images/{deleted}")).Ok();
        var index = new TableClient(service.ConnectionString, "imageindex");
        await foreach (var row in index.QueryAsync<TableEntity>(
            "PartitionKey ge 'user|' and PartitionKey lt 'user~'", cancellationToken: Token))
        {
            if (row.RowKey.EndsWith(unlisted, StringComparison.Ordinal))
                await index.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Token);
        }

        // What work left that broke off: rows of which the record says nothing.
        await host.Services.Get<ImageIndex>().AddAsync(ImageId.Parse(unlisted)!.Value,
            [new IndexEntry(IndexKinds.Sha256, IndexKinds.Sha256Value(Id, new string('b', 64))), new IndexEntry(IndexKinds.Label, "stale")],
            Token);
        await KeepLetterAsync("image-uploads", $$"""{"imageId":"{{completed}}"}""", ImageId.Parse(completed));
        await KeepLetterAsync("image-batches", JsonSerializer.Serialize(new { kind = "erase_user", userId = Id }));
        return [completed, unlisted, failed, deleted];
    }

    /// <summary>Keeps a dead letter with this text.</summary>
    public Task KeepLetterAsync(string queue, string text, ImageId? image = null) => service.Host.Services.Get<DeadLetters>().PutAsync(
        new DeadLetter(DeadLetters.IdFor(text, DateTimeOffset.UtcNow), queue, text, "poison", null, 5, image, DateTimeOffset.UtcNow),
        Token);

    /// <summary>Asks for the erasure and waits for its end.</summary>
    public async Task<Job> EraseAsync()
    {
        var id = await BeginAsync();
        // Not over HTTP: a worker that is killed gives no answer.
        Job? job = null;
        await Eventually.Async(
            async _ => (job = await service.Host.Services.Get<Jobs>().GetAsync(id, Token)).Status == JobStatus.Completed,
            TimeSpan.FromSeconds(90), () => $"{job} {Now("manage/stats")} {Now("manage/dead-letters")}", Token);
        return job!;

        string Now(string path) => service.Host.GetAsync(path).GetAwaiter().GetResult().Text;
    }

    /// <returns>The job's id.</returns>
    public async Task<string> BeginAsync() =>
        (await service.Host.SendAsync(HttpMethod.Delete, $"images?userId={Uri.EscapeDataString(Id)}&purge=true")).Ok(202).Text("jobId");

    /// <summary>Where the user or one of the images is named.</summary>
    public Task<IReadOnlyList<string>> FindAsync(params IEnumerable<string> ids) =>
        StorageSearch.FindAsync(service.ConnectionString, [Name, .. ids]);
}
