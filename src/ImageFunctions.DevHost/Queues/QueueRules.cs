using Azure.Storage.Queues;
using ImageFunctions.DevHost.Hosting;
using Microsoft.Extensions.Configuration;

namespace ImageFunctions.DevHost.Queues;

/// <summary>How queue messages are taken, retried and given up: host.json's extensions.queues with the host's defaults.</summary>
/// <param name="BatchSize">Messages taken at once, 1–32.</param>
/// <param name="NewBatchThreshold">The next batch is taken when no more than this many still run.</param>
/// <param name="MaxDequeueCount">Failures after which a message goes to the poison queue.</param>
/// <param name="VisibilityTimeout">How long a failed message stays hidden.</param>
/// <param name="MaxPollingInterval">The longest pause between two looks at an empty queue.</param>
/// <param name="MessageEncoding">How the text in the queue stands for the message.</param>
/// <param name="Lease">How long a message stays hidden while it is worked on; renewed at half time.</param>
internal sealed record QueueRules(
    int BatchSize,
    int NewBatchThreshold,
    int MaxDequeueCount,
    TimeSpan VisibilityTimeout,
    TimeSpan MaxPollingInterval,
    QueueMessageEncoding MessageEncoding,
    TimeSpan Lease)
{
    /// <summary>
    /// The lease is the setting DevHost:QueueLease, 30 s by default; in the host it is 10 minutes, which is long to wait
    /// for a message whose host was killed. Polling slows to 2 s by default, as in a host on a developer's machine.
    /// </summary>
    /// <exception cref="InvalidOperationException">A value is out of the host's bounds.</exception>
    public static QueueRules From(HostJson hostJson, IConfiguration settings)
    {
        var queues = hostJson.Queues;
        var batchSize = queues.GetValue("batchSize", 16);
        var rules = new QueueRules(
            batchSize,
            queues.GetValue("newBatchThreshold", batchSize / 2),
            queues.GetValue("maxDequeueCount", 5),
            queues.GetValue("visibilityTimeout", TimeSpan.Zero),
            queues.GetValue("maxPollingInterval", TimeSpan.FromSeconds(2)),
            queues.GetValue("messageEncoding", QueueMessageEncoding.Base64),
            settings.GetValue("DevHost:QueueLease", TimeSpan.FromSeconds(30)));
        var valid = rules is { BatchSize: >= 1 and <= 32, NewBatchThreshold: >= 0, MaxDequeueCount: >= 1 }
            && rules.MaxPollingInterval >= PollingInterval.Shortest
            && rules.Lease >= TimeSpan.FromSeconds(1);
        return valid ? rules : throw new InvalidOperationException($"host.json's extensions.queues has a value out of bounds: {rules}");
    }
}
