using ImageFunctions.Maintenance;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>Every five minutes: the net under everything that waits for a message.</summary>
public sealed class SweepImages(SweepStorage sweep)
{
    [Function(nameof(SweepImages))]
    public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => sweep.RunAsync(cancellationToken);
}
