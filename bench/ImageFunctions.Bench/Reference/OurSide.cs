using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Reference;

/// <summary>The published app behind the local host.</summary>
internal sealed class OurSide : Side
{
    private readonly ServiceProcess _service;
    private readonly ImageRecords _records;
    private readonly HttpClient _http = new();

    public OurSide(string name, string connectionString, string app, IEnumerable<KeyValuePair<string, string>> settings)
        : base(name)
    {
        var storage = new StorageClients(new StorageOptions { ConnectionString = connectionString }, []);
        _records = new(storage, new ChangeMarks(storage));
        _service = new(app, new Dictionary<string, string>([.. ServiceProcess.SettingsFor(connectionString), .. settings]));
    }

    public Uri Root => _service.Root;

    public override int Worker => _service.WorkerId
        ?? throw new PlatformNotSupportedException("The worker's process can be found on Linux only.");

    public override IReadOnlyList<int> Processes => [Worker, _service.HostId];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await _service.StartAsync(cancellationToken);
        _http.BaseAddress = new Uri(Root, "api/");
        (await _http.GetAsync("health", cancellationToken)).EnsureSuccessStatusCode().Dispose();
    }

    public override async Task<IssuedUpload> AnnounceAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync("images/upload", new { fileName = "bench.jpg" }, cancellationToken);
        return IssuedUpload.Read(await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    public override async Task CompleteAsync(string imageId, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync($"images/{imageId}/complete", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public override async Task<Seen> LookAsync(string imageId, CancellationToken cancellationToken)
    {
        if (await _records.GetAsync(ImageId.Parse(imageId)!.Value, cancellationToken) is not { } image)
            return Seen.Nothing;
        return image.Status == ImageStatus.Failed
            ? throw new InvalidOperationException($"{imageId} failed: {image.Error?.Message}")
            : new(
                image.StartedAt, image.Steps.Thumbnails == StepState.Completed,
                image.Status == ImageStatus.Completed ? image.ProcessedAt : null);
    }

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }
}
