using ImageFunctions.Testing;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>A host that demands keys and whose worker tells what reached it.</summary>
public sealed class WitnessedHost : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;

    internal ServiceHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(TestContext.Current.CancellationToken);
        Host = await ServiceHost.StartAsync(_azurite.ConnectionString, Contract.ContractService.Quiet(WorkerWitness.Settings), keys: true);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
