using System.Runtime.InteropServices;

namespace ImageFunctions.Dev.Processes;

/// <summary>
/// Tells when the process that started this one is gone. `dotnet run` passes SIGTERM on, but when it is killed it
/// cannot, and the service would run on unseen. (Windows ends the whole job of `dotnet run` by itself.)
/// </summary>
internal static partial class Parent
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Looks until it is disposed, and calls back whenever the parent is gone.</summary>
    public static Timer? Watch(Action onGone)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var parent = GetParentId();
        return new Timer(_ =>
        {
            if (GetParentId() != parent)
                onGone();
        }, null, Interval, Interval);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();
}
