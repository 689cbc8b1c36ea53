using Microsoft.Extensions.Hosting;

namespace ImageFunctions.LocalHost.Hosting;

/// <summary>For the parts that the whole starts and stops: they do not hear of Ctrl-C or SIGTERM by themselves.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
