using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ImageFunctions.DevHost.Tests;
using ImageFunctions.Testing;

[assembly: AssemblyFixture(typeof(Emulator))]

namespace ImageFunctions.DevHost.Tests;

/// <summary>The storage emulator that all tests share; each test takes queues of its own.</summary>
public sealed class Emulator : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;

    public string ConnectionString => _azurite.ConnectionString;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary>A name that no other test uses.</summary>
    public static string NewName() => $"q-{Guid.NewGuid():N}";

    public QueueClient Queue(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(ConnectionString, name, new QueueClientOptions { MessageEncoding = encoding });

    /// <summary>Messages in the queue, hidden ones included; 0 when there is no such queue.</summary>
    public async Task<int> CountAsync(string name)
    {
        var queue = Queue(name);
        if (!await queue.ExistsAsync())
            return 0;
        QueueProperties properties = await queue.GetPropertiesAsync();
        return properties.ApproximateMessagesCount;
    }
}
