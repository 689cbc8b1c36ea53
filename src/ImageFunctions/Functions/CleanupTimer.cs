using ImageFunctions.Maintenance;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>Every five minutes: the net under everything that waits for a message.</summary>
public sealed class CleanupTimer(Cleanup cleanup)
{
    [Function(nameof(Cleanup))]
    public Task Cleanup([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        cleanup.RunAsync(cancellationToken);
}
