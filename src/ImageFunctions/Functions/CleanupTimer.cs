using ImageFunctions.Maintenance;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>Every five minutes: the net under everything that waits for a message, and under everything that should be gone.</summary>
public sealed class CleanupTimer(
    Cleanup cleanup, CountImages count, DrainEarlierQueues earlier, CleanFiles files, CleanIndex index, CleanWebhookLog log)
{
    [Function(nameof(Cleanup))]
    public Task Cleanup([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Task.WhenAll(cleanup.RunAsync(cancellationToken), count.RunAsync(cancellationToken), earlier.RunAsync(cancellationToken));

    /// <summary>Side by side: trouble with one is none of the others'.</summary>
    [Function("CleanLeftovers")]
    public Task CleanLeftovers([TimerTrigger("30 2/5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Task.WhenAll(files.RunAsync(cancellationToken), index.RunAsync(cancellationToken), log.RunAsync(cancellationToken));
}
