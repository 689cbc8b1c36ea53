using ImageFunctions.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Tests;

/// <summary>A DevHost with sample functions, a client for it and their journal.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private TestHost(DevHostApplication host, Journal journal)
    {
        Host = host;
        Journal = journal;
        Http = new HttpClient { BaseAddress = host.BaseAddress };
    }

    public DevHostApplication Host { get; }

    public Journal Journal { get; }

    public HttpClient Http { get; }

    public static Task<TestHost> StartAsync(params Type[] samples) => StartAsync(samples, []);

    public static async Task<TestHost> StartAsync(
        Type[] samples,
        Dictionary<string, string?> configuration,
        Action<IFunctionsWorkerApplicationBuilder>? worker = null,
        bool keys = false,
        Emulator? storage = null,
        TimeSpan? drain = null)
    {
        var journal = new Journal();
        var host = await DevHostApplication.StartAsync(
            new DevHostSettings
            {
                Types = samples,
                ConfigureServices = builder =>
                {
                    builder.Services.AddSingleton(journal).AddScoped<Scope>();
                    if (storage is not null)
                        builder.Services.AddSingleton(storage);
                    builder.Logging.AddProvider(new JournalLogs(journal));
                },
                ConfigureWorker = worker ?? (static _ => { }),
                Port = 0,
                EnforceKeys = keys,
                AppFolder = RepositoryFolder.Root,
                Configuration = configuration,
                LogToConsole = false,
                DrainTime = drain ?? TimeSpan.FromSeconds(30),
            },
            TestContext.Current.CancellationToken);
        return new TestHost(host, journal);
    }

    /// <summary>Sends a request with the test's token and returns status and body.</summary>
    public async Task<(int Status, string Body)> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task<(int Status, string Body)> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, key: key);

    public async ValueTask DisposeAsync()
    {
        Journal.Gate.TrySetResult();
        Http.Dispose();
        await Host.DisposeAsync();
    }
}

/// <summary>Tells one service scope from another.</summary>
internal sealed class Scope
{
    public string Id { get; } = Guid.NewGuid().ToString();
}
