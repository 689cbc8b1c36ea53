using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Resilience;

/// <summary>A service on an emulator of its own, for tests that break things; retries come quickly.</summary>
internal sealed class IsolatedService : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;
    private readonly StorageProxy _storage;

    private IsolatedService(AzuriteProcess azurite, StorageProxy storage, ServiceHost host, StorageTraffic traffic) =>
        (_azurite, _storage, Host, Traffic) = (azurite, storage, host, traffic);

    public ServiceHost Host { get; }

    public StorageTraffic Traffic { get; }

    public string ConnectionString => _azurite.ConnectionString;

    public static async Task<IsolatedService> StartAsync(Dictionary<string, string?>? configuration = null)
    {
        var azurite = await AzuriteProcess.StartOwnAsync(TestContext.Current.CancellationToken);
        var storage = await StorageProxy.StartAsync(azurite.ConnectionString, TestContext.Current.CancellationToken);
        var traffic = new StorageTraffic();
        storage.Before = traffic.SeeAsync;
        try
        {
            return new IsolatedService(azurite, storage, await ServiceHost.StartAsync(azurite.ConnectionString, Settings(configuration), storage), traffic);
        }
        catch
        {
            await storage.DisposeAsync();
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another instance of the service on the same storage.</summary>
    public Task<ServiceHost> StartSecondHostAsync() => ServiceHost.StartAsync(ConnectionString, Settings(null));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _storage.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(Dictionary<string, string?>? more)
    {
        var settings = new Dictionary<string, string?> { ["Retry:FirstDelay"] = "00:00:00.05", ["Retry:FirstAnalysisDelay"] = "00:00:00.2" };
        foreach (var (name, value) in more ?? [])
            settings[name] = value;
        return settings;
    }
}
