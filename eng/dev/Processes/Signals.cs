using System.Runtime.InteropServices;

namespace ImageFunctions.Dev.Processes;

/// <summary>Asks another process to end in order; .NET 10 itself can only kill.</summary>
internal static partial class Signals
{
    private const int SigTerm = 15;
    private const uint CtrlBreak = 1;

    /// <summary>SIGTERM, or CTRL_BREAK on Windows, where the process must lead a group of its own.</summary>
    /// <returns>False when the process could not be reached, most often because it has just ended.</returns>
    public static bool RequestExit(int processId) => OperatingSystem.IsWindows()
        ? GenerateConsoleCtrlEvent(CtrlBreak, (uint)processId)
        : Kill(processId, SigTerm) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GenerateConsoleCtrlEvent(uint controlEvent, uint processGroupId);
}
