using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ImageFunctions.Analysis;
using ImageFunctions.Imaging;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;

namespace ImageFunctions.Unit.Tests.Maintenance;

public sealed class HealthTests
{
    [Fact]
    public async Task It_answers_though_nothing_else_does()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}/devstoreaccount1";
        var storage = new StorageClients(new StorageOptions
        {
            ConnectionString = $"AccountName=devstoreaccount1;AccountKey=AAAA;"
                + $"BlobEndpoint={address};QueueEndpoint={address};TableEndpoint={address}",
        }, []);
        var health = new GetHealth(new StorageProbe(storage), new StubEngine(), new SilentAnalyzer());
        var clock = Stopwatch.StartNew();
        var report = await health.RunAsync(TestContext.Current.CancellationToken);
        // Two, on a machine that does not run a hundred other tests.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        Assert.Equal("unhealthy", report.Status);
        Assert.All(
            ["blobs", "tables", "queue", "vision"],
            check => Assert.Equal(("failed", "timeout"), (report.Checks[check].Status, report.Checks[check].Detail)));
    }

    private sealed class SilentAnalyzer : IImageAnalyzer
    {
        public string? SkippedReason => null;

        public Task<AnalysisAnswer> AnalyzeAsync(ReadOnlyMemory<byte> jpeg, BoxScale scale, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        // Does not even look at the token.
        public Task CheckAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
    }
}
