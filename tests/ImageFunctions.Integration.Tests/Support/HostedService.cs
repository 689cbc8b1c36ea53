using System.Collections.Concurrent;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>A service on an emulator of its own, and all that its worker and its host log.</summary>
public sealed class HostedService : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;

    private HostedService(AzuriteProcess azurite, ServiceHost host, LogLines lines) =>
        (_azurite, Host, Log) = (azurite, host, lines.Lines);

    public ConcurrentQueue<LogLine> Log { get; }

    internal ServiceHost Host { get; }

    public static async Task<HostedService> StartAsync(bool keys, params (string Name, string? Value)[] settings)
    {
        var azurite = await AzuriteProcess.StartAsync(Token);
        var lines = new LogLines();
        var configuration = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        configuration["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.3";
        try
        {
            var host = await ServiceHost.StartAsync(azurite.ConnectionString, configuration, keys: keys, log: lines);
            return new HostedService(azurite, host, lines);
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks for an upload URL.</summary>
    internal Task<Answer> IssueAsync(params (string Name, string Value)[] headers) =>
        Host.PostAsync("images/upload", new { fileName = "picture.png" }, headers);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
