using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Storage;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// A service on an emulator of its own, for tests that break things. Nothing cleans up by itself and everything is tried again
/// quickly. A test has it to itself; the next one with the same settings gets it emptied, since a start takes seconds.
/// </summary>
internal sealed class IsolatedService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _settings;
    private readonly AzuriteProcess _azurite;
    private readonly StorageProxy _storage;
    private ServiceHost _host = null!;
    private VisionWireServer? _cloud;
    private bool _isStopped;

    private IsolatedService(string settings, AzuriteProcess azurite, StorageProxy storage)
    {
        (_settings, _azurite, _storage) = (settings, azurite, storage);
        storage.Before = Traffic.SeeAsync;
    }

    public ServiceHost Host => _host;

    public StorageTraffic Traffic { get; } = new();

    /// <summary>The analyzers, if it has any.</summary>
    public VisionWireServer Cloud => _cloud ?? throw new InvalidOperationException("This service has no analysis.");

    public string ConnectionString => _azurite.ConnectionString;

    /// <summary>With it an analysis that fails is soon given up.</summary>
    public static Dictionary<string, string?> SoonGivesUp =>
        new() { ["Retry:AnalysisAttempts"] = "4", ["Retry:FirstAnalysisDelay"] = "00:00:00.01" };

    public static Task<IsolatedService> StartAsync(Dictionary<string, string?>? configuration = null) =>
        StartAsync(configuration, hasAnalysis: false);

    /// <summary>The same with Vision.</summary>
    public static Task<IsolatedService> StartWithAnalysisAsync() =>
        StartAsync(new() { ["Analysis:CircuitFirstPauseSeconds"] = "1" }, hasAnalysis: true);

    /// <summary>The same with Content Safety too, and so patient with both that no test finds a circuit open.</summary>
    public static Task<IsolatedService> StartWithAnalysisAsync(string policy, Dictionary<string, string?>? configuration = null) =>
        StartAsync(
        new(configuration ?? []) { ["ContentSafety:Policy"] = policy, ["Analysis:CircuitThreshold"] = "100" }, hasAnalysis: true);

    /// <summary>No upload is looked after by itself within an hour.</summary>
    public static Task<IsolatedService> StartPatientAsync() => StartAsync(new() { ["Upload:FirstCheckDelay"] = "01:00:00" });

    /// <summary>Another instance of the service on the same storage.</summary>
    public Task<ServiceHost> StartSecondHostAsync() => ServiceHost.StartAsync(ConnectionString, Settings(null, null));

    /// <summary>Ends host and worker and leaves the storage.</summary>
    public ValueTask StopHostAsync()
    {
        _isStopped = true;
        return Host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isStopped || !await EmptyAsync())
            await EndAsync();
        else if (IdleServices.Keep(_settings, this) is { } oldest)
            await oldest.EndAsync();
    }

    /// <summary>Ends it for good.</summary>
    public async ValueTask EndAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_cloud is not null)
            await _cloud.DisposeAsync();
        await _storage.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private static async Task<IsolatedService> StartAsync(Dictionary<string, string?>? configuration, bool hasAnalysis)
    {
        var token = Token;
        var settings = string.Join('\n', (configuration ?? []).Select(pair => $"{pair.Key}={pair.Value}").Order()) + hasAnalysis;
        if (IdleServices.Take(settings) is { } idle)
            return idle;
        var azurite = await AzuriteProcess.StartAsync(token);
        var service = new IsolatedService(settings, azurite, await StorageProxy.StartAsync(azurite.ConnectionString, token));
        try
        {
            service._cloud = hasAnalysis ? await VisionWireServer.StartAsync(token) : null;
            service._host = await ServiceHost.StartAsync(
                azurite.ConnectionString, Settings(configuration, service._cloud), service._storage);
            return service;
        }
        catch
        {
            await service.EndAsync();
            throw;
        }
    }

    private static Dictionary<string, string?> Settings(Dictionary<string, string?>? more, VisionWireServer? cloud)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.3",
            ["AzureWebJobs.Cleanup.Disabled"] = "true",
            ["AzureWebJobs.CleanLeftovers.Disabled"] = "true",
            ["Retry:FirstDelay"] = "00:00:00.05",
            ["Retry:FirstAnalysisDelay"] = "00:00:00.2",
            ["Upload:FirstCheckDelay"] = "00:00:00.2",
            ["Webhooks:AllowPrivateAddresses"] = "true",
            ["Webhooks:FirstRetryDelay"] = "00:00:00.2",
            ["Webhooks:MaxAttempts"] = "4",
            ["Webhooks:SigningSecret"] = WebhookReceiver.Secret,
        };
        foreach (var (name, value) in more ?? [])
            settings[name] = value;
        if (cloud is null)
            return settings;
        settings["Vision:Features"] = "Tags,Objects,People,Read";
        foreach (var service in settings.ContainsKey("ContentSafety:Policy") ? (string[])["Vision", "ContentSafety"] : ["Vision"])
            (settings[$"{service}:Endpoint"], settings[$"{service}:Key"]) = (cloud.Endpoint.AbsoluteUri, VisionWireServer.Key);
        return settings;
    }

    /// <returns>False when something is still at work in it, which could write into the next test.</returns>
    private async Task<bool> EmptyAsync()
    {
        Traffic.Behave();
        Host.Services.Clock.Ahead = TimeSpan.Zero;
        if (_cloud is not null)
        {
            (_cloud.Findings, _cloud.FindingsFor) = (new WireFindings(), null);
            _cloud.Vision.Behave();
            _cloud.ContentSafety.Behave();
            _cloud.Forget();
        }

        try
        {
            await Eventually.Async(IsQuietAsync, Patience, cancellationToken: CancellationToken.None);
        }
        catch (TimeoutException)
        {
            return false;
        }

        var (tables, blobs) = (new TableServiceClient(ConnectionString), new BlobServiceClient(ConnectionString));
        await Task.WhenAll(
        [
            .. StorageNames.Tables.Select(name => tables.DeleteTableAsync(name, CancellationToken.None)),
            .. StorageNames.Containers.Select(name => blobs.DeleteBlobContainerAsync(name, cancellationToken: CancellationToken.None)),
        ]);
        await Host.Services.Get<StorageSetup>().EnsureAsync(CancellationToken.None);
        Traffic.Forget();
        return true;
    }

    // Twice in a row: a message may be on its way from a queue to its function.
    private async Task<bool> IsQuietAsync(CancellationToken cancellationToken)
    {
        for (var look = 0; look < 2; look++)
        {
            foreach (var queue in StorageNames.Queues.Select(name => new QueueClient(ConnectionString, name)))
            {
                if ((await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount == 0)
                    continue;
                await queue.ClearMessagesAsync(cancellationToken);
                return false;
            }

            if (Host.IsBusy)
                return false;
        }

        return true;
    }
}
