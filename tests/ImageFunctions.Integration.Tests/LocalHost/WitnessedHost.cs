
namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>A host that demands keys and whose worker tells what reached it.</summary>
public sealed class WitnessedHost(ContractService contract) : IAsyncLifetime
{
    internal ServiceHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await contract.StartQuietAsync(WorkerWitness.Settings, keys: true);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
