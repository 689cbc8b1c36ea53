using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// Where the real worker opens its gRPC channel to the Functions host. This one speaks no gRPC: it stops the start with
/// the real worker's message when there is no host, and with its own when there is one.
/// </summary>
internal sealed class HostConnection(IConfiguration configuration) : IHostedService
{
    public const string EndpointKey = "Functions:Worker:HostEndpoint";

    /// <exception cref="InvalidOperationException">Always.</exception>
    public Task StartAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException(string.IsNullOrEmpty(configuration[EndpointKey])
            ? $"Configuration is missing the 'HostEndpoint' information. Please ensure an entry with the key '{EndpointKey}' is present in your configuration."
            : "This build has a stand-in for Microsoft.Azure.Functions.Worker, which cannot talk to a Functions host. Run the DevHost, or build with the real package.");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
