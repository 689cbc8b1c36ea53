using ImageFunctions.Contracts;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Maintenance;

/// <summary>Keeps one bad record or blob from stopping the cleanup: its failure is logged and counted, and the next one's turn.</summary>
public sealed partial class CleanupItems(ImageMetrics metrics, ILogger<CleanupItems> logger)
{
    private const int MostInARow = 3;
    private int _unavailableInARow;

    /// <summary>Whether a run had better end: storage fails for one after the other.</summary>
    public bool IsStorageAway => _unavailableInARow >= MostInARow;

    public void Begin() => _unavailableInARow = 0;

    public async Task TryAsync(string item, Func<Task> work, CancellationToken cancellationToken)
    {
        if (IsStorageAway)
            return;
        try
        {
            await work();
            _unavailableInARow = 0;
        }
        // Whatever is wrong with one: it must not be the end of all others.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _unavailableInARow = e is StorageUnavailableException ? _unavailableInARow + 1 : 0;
            metrics.CleanupFailed();
            LogFailed(logger, e, item);
        }
    }

    public void LostPlace(string pass, Exception exception) => LogLostPlace(logger, exception, pass);

    [LoggerMessage(1072, LogLevel.Warning, "Cleanup: the place to go on from in {Pass} is of no use; it begins again.")]
    private static partial void LogLostPlace(ILogger logger, Exception exception, string pass);

    [LoggerMessage(1073, LogLevel.Warning, "Cleanup: {Item} could not be cared for; the next pass tries again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string item);
}
