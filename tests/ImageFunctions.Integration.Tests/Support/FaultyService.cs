using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>A host on the contract tests' storage whose worker can be kept from it. The tests that share it take turns.</summary>
public sealed class FaultyService(ContractService contract) : IAsyncLifetime
{
    internal ServiceHost Host { get; private set; } = null!;

    internal StorageProxy Storage { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var healthy = await contract.HostAsync();
        Storage = await StorageProxy.StartAsync(healthy.ConnectionString, Token);
        Host = await ServiceHost.StartAsync(healthy.ConnectionString, ContractService.Quiet(), Storage);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Storage.DisposeAsync();
    }
}

[CollectionDefinition(nameof(Faulty))]
public sealed class Faulty : ICollectionFixture<FaultyService>;
