using System.Runtime.InteropServices;

namespace ImageFunctions.Dev.Processes;

/// <summary>
/// Tells when the process that started this one is gone. `dotnet run` passes SIGTERM on, but when it is killed it
/// cannot, and the service would run on unseen. (Windows ends the whole job of `dotnet run` by itself.)
/// </summary>
internal static partial class Parent
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Looks until the parent is gone, then calls back once; ends when cancelled.</summary>
    public static async Task WatchAsync(Action onGone, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return;
        var parent = GetParentId();
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                if (GetParentId() != parent)
                {
                    onGone();
                    return;
                }
        }
        catch (OperationCanceledException)
        {
            return; // the command has ended
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();
}
