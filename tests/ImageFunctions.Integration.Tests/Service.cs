using ImageFunctions.Integration.Tests;
using ImageFunctions.Testing;

[assembly: AssemblyFixture(typeof(Service))]

namespace ImageFunctions.Integration.Tests;

/// <summary>One emulator and one service that most tests share; they keep apart by the users, tags and ids that they use.</summary>
public sealed class Service : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;

    internal ServiceHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(TestContext.Current.CancellationToken);
        Host = await ServiceHost.StartAsync(_azurite.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    /// <summary>A user, tag or file name that no other test uses.</summary>
    public static string NewName() => $"t{Guid.NewGuid():N}";
}
