using System.Diagnostics;
using ImageFunctions.FakeAnalysis;
using ImageFunctions.FakeAnalysis.Wire;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>A service with the fake analysis, as `up --fake-analysis` starts it.</summary>
public sealed class FakeAnalysisService : IAsyncLifetime
{
    private Process _analysis = null!;
    private AzuriteProcess _azurite = null!;

    internal ServiceHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(Token);
        _analysis = Process.Start(new ProcessStartInfo("dotnet", [typeof(SeenByColor).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var address = (await _analysis.StandardOutput.ReadLineAsync(Token))!["Listening on ".Length..];
        Host = await ServiceHost.StartAsync(_azurite.ConnectionString, new()
        {
            ["Vision:Endpoint"] = address,
            ["Vision:Key"] = WireCall.Key,
            ["ContentSafety:Endpoint"] = address,
            ["ContentSafety:Key"] = WireCall.Key,
            ["ContentSafety:Policy"] = "block",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _analysis.StandardInput.Close();
        await _analysis.WaitForExitAsync();
        _analysis.Dispose();
        await _azurite.DisposeAsync();
    }
}
