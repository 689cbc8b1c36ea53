using System.Diagnostics;

namespace ImageFunctions.Bench;

/// <summary>What processes use, as the system counts it.</summary>
internal static class ProcessUse
{
    public static double CpuMs(params IEnumerable<int> ids) => ids.Sum(id => Ask(id, process => process.TotalProcessorTime.TotalMilliseconds));

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

    /// <summary>Running workers of a functions host: whoever was started with the arguments that every host gives.</summary>
    public static IReadOnlyList<int> Workers() =>
        [.. All().Where(id => Read($"/proc/{id}/cmdline").Contains("\0--functions-worker-id\0", StringComparison.Ordinal))];

    private static IEnumerable<int> All() => Process.GetProcesses().Select(process =>
    {
        using (process)
            return process.Id;
    });

    // After the name in parentheses: the state, then the parent (proc(5)).
    private static int ParentOf(int id) => Read($"/proc/{id}/stat") is { Length: > 0 } text ? int.Parse(text.Split(") ")[^1].Split(' ')[1], null) : 0;

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
