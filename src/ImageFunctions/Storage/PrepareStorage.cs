using Microsoft.Extensions.Hosting;

namespace ImageFunctions.Storage;

/// <summary>Creates what a local account lacks before the first request.</summary>
internal sealed class PrepareStorage(StorageSetup setup) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => setup.EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
