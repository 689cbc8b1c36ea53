using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Sas;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Reference;

/// <summary>The reference, bench/reference/service.mjs. It has no API: its callers know the account.</summary>
internal sealed class NodeSide(string connectionString) : Side("reference")
{
    private readonly BlobContainerClient _uploads = new(connectionString, "reference-uploads");
    private readonly QueueClient _queue = new(connectionString, "reference-uploads");
    private readonly TableClient _rows = new(connectionString, "reference");
    private Process? _process;

    public static string Folder => RepositoryFolder.File("bench/reference");

    public override int Worker => _process!.Id;

    public override IReadOnlyList<int> Processes => [Worker];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "service.mjs")]) { RedirectStandardOutput = true };
        start.Environment["STORAGE"] = connectionString;
        _process = Process.Start(start)!;
        if (await _process.StandardOutput.ReadLineAsync(cancellationToken) != "ready")
            throw new InvalidOperationException("The reference did not start: run 'npm ci --ignore-scripts' in bench/reference.");
    }

    public override Task<IssuedUpload> AnnounceAsync(CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var url = _uploads.GetBlobClient(id).GenerateSasUri(BlobSasPermissions.Create, DateTimeOffset.UtcNow.AddHours(1));
        return Task.FromResult(new IssuedUpload(id, url.AbsoluteUri, new Dictionary<string, string>
        {
            ["x-ms-blob-type"] = "BlockBlob",
            ["Content-Type"] = "image/jpeg",
        }));
    }

    public override Task CompleteAsync(string imageId, CancellationToken cancellationToken) =>
        _queue.SendMessageAsync(imageId, cancellationToken);

    public override async Task<Seen> LookAsync(string imageId, CancellationToken cancellationToken)
    {
        if (_process!.HasExited)
            throw new InvalidOperationException("The reference ended; its words above say why.");
        var row = await _rows.GetEntityIfExistsAsync<TableEntity>("image", imageId, cancellationToken: cancellationToken);
        return row.HasValue ? new(Time(row.Value!, "startedAt"), true, Time(row.Value!, "completedAt")) : Seen.Nothing;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static DateTimeOffset? Time(TableEntity row, string name) =>
        row.GetString(name) is { } text ? DateTimeOffset.Parse(text, provider: null) : null;
}
