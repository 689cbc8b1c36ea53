using System.Diagnostics;

namespace ImageFunctions.Bench;

/// <summary>What processes use, as the system counts it.</summary>
internal static class ProcessUse
{
    public static double CpuMs(params IEnumerable<int> ids) =>
        ids.Sum(id => Ask(id, process => process.TotalProcessorTime.TotalMilliseconds));

    public static double ResidentMegabytes(int id) => Ask(id, process => process.WorkingSet64) / 1e6;

    /// <summary>The most resident bytes since the start.</summary>
    public static long PeakBytes(int id)
    {
        const string Field = "VmHWM:";
        if (!OperatingSystem.IsLinux())
            return (long)Ask(id, process => process.PeakWorkingSet64);
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(Field.Length, line.Length - Field.Length - " kB".Length), provider: null);
    }

    /// <summary>The processes that a process started and that still run; none where the system does not say (only Linux does).</summary>
    public static IReadOnlyList<int> Children(int id) => [.. All().Where(other => ParentOf(other) == id)];

    /// <summary>The worker of the functions host that was told to listen at a port, or null when there is none to be found.</summary>
    public static int? WorkerOf(int port) =>
        All().Where(host => HasArguments(host, $"--port\0{port}")).SelectMany(Children)
            .Where(worker => HasArguments(worker, "--functions-worker-id")).ToList() is [var only] ? only : null;

    private static IEnumerable<int> All() => Process.GetProcesses().Select(process =>
    {
        using (process)
            return process.Id;
    });

    private static bool HasArguments(int id, string arguments) =>
        Read($"/proc/{id}/cmdline").Contains($"\0{arguments}\0", StringComparison.Ordinal);

    // After the name in parentheses: the state, then the parent (proc(5)).
    private static int ParentOf(int id) =>
        Read($"/proc/{id}/stat") is { Length: > 0 } text ? int.Parse(text.Split(") ")[^1].Split(' ')[1], null) : 0;

    private static double Ask(int id, Func<Process, double> what)
    {
        using var process = Process.GetProcessById(id);
        return what(process);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // it has ended meanwhile
        }
    }
}
