using Azure.Core;
using Azure.Identity;
using ImageFunctions.Analysis;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Unit.Tests.Analysis;

/// <summary>The analyser as the application registers it, wired to a server of its own.</summary>
internal sealed class AnalyzerUnderTest : IAsyncDisposable
{
    private readonly IHost _host;

    private AnalyzerUnderTest(IHost host, VisionWireServer server, ManualTime time, LogLines logs) =>
        (_host, Server, Time, Logs) = (host, server, time, logs);

    public VisionWireServer Server { get; }

    /// <summary>The clock of the circuits and of the server.</summary>
    public ManualTime Time { get; }

    public LogLines Logs { get; }

    public IImageAnalyzer Analyzer => _host.Services.GetRequiredService<IImageAnalyzer>();

    /// <summary>Both services with the right key, unless <paramref name="settings"/> say otherwise; an empty value removes one.</summary>
    public static async Task<AnalyzerUnderTest> StartAsync(params (string Name, string Value)[] settings)
    {
        var time = new ManualTime();
        var server = await VisionWireServer.StartAsync(TestContext.Current.CancellationToken, time);
        Dictionary<string, string?> values = new()
        {
            ["Vision:Endpoint"] = server.Endpoint.ToString(),
            ["Vision:Key"] = VisionWireServer.Key,
            ["ContentSafety:Endpoint"] = server.Endpoint.ToString(),
            ["ContentSafety:Key"] = VisionWireServer.Key,
        };
        foreach (var (name, value) in settings)
            values[name] = value;
        var logs = new LogLines();
        return new AnalyzerUnderTest(await StartHostAsync(values, time, logs), server, time, logs);
    }

    public static async Task<IHost> StartHostAsync(IEnumerable<KeyValuePair<string, string?>> settings, TimeProvider time, LogLines logs)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<TokenCredential>(new DefaultAzureCredential());
        builder.Services.AddAnalysis(builder.Configuration);
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>A rendition of 1,000 × 800 of an original four times as large.</summary>
    public Task<AnalysisAnswer> AnalyzeAsync() => AnalyzeAsync(WireImage.Jpeg(1000, 800), 1000, 800);

    public Task<AnalysisAnswer> AnalyzeAsync(byte[] jpeg, int width, int height, CancellationToken? cancellationToken = null) =>
        Analyzer.AnalyzeAsync(
            jpeg, new BoxScale(width, height, width * 4, height * 4), cancellationToken ?? TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await Server.DisposeAsync();
    }
}
