using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

/// <summary>
/// What the runtime runs in the worker's process before the app (DOTNET_STARTUP_HOOKS, which wants this name and no
/// namespace). A worker does not notice that its host is gone; this ends it when the host's end of its input closes,
/// however the host ended.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for it there.")]
internal static partial class StartupHook
{
    public static void Initialize()
    {
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        // Out of the terminal's group: Ctrl-C is for the host, which lets the work in flight finish first.
        if (!OperatingSystem.IsWindows())
            _ = SetProcessGroup(0, 0);
        new Thread(EndWithHost) { IsBackground = true, Name = "Waits for the end of the host" }.Start();
    }

    private static void EndWithHost()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
            // Nothing is ever sent.
        }

        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetProcessGroup(int process, int group);
}
