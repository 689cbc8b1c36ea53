using System.Collections.Concurrent;
using System.Net.Http.Json;
using ImageFunctions.LocalHost;
using ImageFunctions.LocalHost.Http;
using ImageFunctions.Testing;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>The worker's process under a host, and all that both of them log.</summary>
public sealed class HostedService : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;
    private readonly LocalHostApplication _host;

    private HostedService(AzuriteProcess azurite, LocalHostApplication host, LogLines lines)
    {
        (_azurite, _host, Log) = (azurite, host, lines.Lines);
        Http = new HttpClient { BaseAddress = new Uri(host.BaseAddress, "api/"), Timeout = TimeSpan.FromSeconds(100) };
    }

    public HttpClient Http { get; }

    public string ConnectionString => _azurite.ConnectionString;

    public FunctionKeys Keys => _host.Keys;

    public ConcurrentQueue<LogLine> Log { get; }

    public static async Task<HostedService> StartAsync(bool keys, params (string Name, string? Value)[] settings)
    {
        var token = Token;
        var azurite = await AzuriteProcess.StartAsync(token);
        var lines = new LogLines();
        var environment = new Dictionary<string, string?>
        {
            ["ImageStorage"] = azurite.ConnectionString,
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["Upload:FirstCheckDelay"] = "00:00:00.5",
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.3",
        };
        foreach (var (name, value) in settings)
            environment[name] = value;
        try
        {
            var host = await LocalHostApplication.StartAsync(new LocalHostSettings
            {
                Port = 0,
                EnforceKeys = keys,
                Environment = environment,
                ConfigureLogging = logging => logging.AddProvider(lines),
            }, token);
            return new HostedService(azurite, host, lines);
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    internal async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request, Token);
        return await Answer.ReadAsync(response);
    }

    internal Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Asks for an upload URL.</summary>
    internal Task<Answer> IssueAsync(params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "images/upload", JsonContent.Create(new { fileName = "picture.png" }), headers);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
