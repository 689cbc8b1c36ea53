using Azure.Storage.Queues;
using ImageFunctions.DevHost.Tests.Samples;
using ImageFunctions.Testing;

namespace ImageFunctions.DevHost.Tests.Queues;

/// <summary>A host whose one queue function listens to a queue of its own, polled ten times a second.</summary>
internal sealed class QueueHost : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Emulator _storage;

    private QueueHost(Emulator storage, string name, TestHost host)
    {
        _storage = storage;
        Name = name;
        Host = host;
        Queue = storage.Queue(name);
    }

    public string Name { get; }

    public TestHost Host { get; }

    public QueueClient Queue { get; }

    public Journal Journal => Host.Journal;

    public string PoisonName => $"{Name}-poison";

    public static async Task<QueueHost> StartAsync(
        Emulator storage, Dictionary<string, string?>? settings = null, Type? sample = null, bool createQueue = true, TimeSpan? drain = null)
    {
        var name = Emulator.NewName();
        if (createQueue)
            await storage.Queue(name).CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await ListenAsync(storage, name, settings, sample, drain);
    }

    /// <summary>The same for a name that the test chose.</summary>
    public static async Task<QueueHost> ListenAsync(
        Emulator storage, string name, Dictionary<string, string?>? settings = null, Type? sample = null, TimeSpan? drain = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage.ConnectionString,
            ["Other"] = storage.ConnectionString,
            ["Sample:Queue"] = name,
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.1",
        };
        foreach (var (key, value) in settings ?? [])
            all[key] = value;
        return new(storage, name, await TestHost.StartAsync([sample ?? typeof(QueueSample)], all, storage: storage, drain: drain));
    }

    public Task SendAsync(string text) => Queue.SendMessageAsync(text, TestContext.Current.CancellationToken);

    /// <summary>Waits until the queue holds so many messages, hidden ones included.</summary>
    public Task WaitForCountAsync(string queue, int count) => Eventually.Async(
        async _ => await _storage.CountAsync(queue) == count,
        Deadline,
        () => string.Join(", ", Journal.Entries),
        TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
