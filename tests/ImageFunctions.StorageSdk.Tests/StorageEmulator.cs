using ImageFunctions.StorageSdk.Tests;
using ImageFunctions.Testing;

[assembly: AssemblyFixture(typeof(StorageEmulator))]

namespace ImageFunctions.StorageSdk.Tests;

/// <summary>One emulator for all tests of this assembly.</summary>
public sealed class StorageEmulator : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public string ConnectionString =>
        _azurite?.ConnectionString ?? throw new InvalidOperationException("The emulator has not been started.");

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
