using System.Diagnostics;
using System.Text.Json;

namespace ImageFunctions.Bench;

/// <summary>One pass over one image. Times in milliseconds.</summary>
/// <param name="ThumbnailsMs">Wall time until the third thumbnail was handed over.</param>
internal sealed record Pass(double WallMs, double CpuMs, double ThumbnailsMs);

/// <summary>What one process measured of itself.</summary>
/// <param name="StartCpuMs">From the start of the process until its first image was done.</param>
internal sealed record Measurement(string Engine, double StartCpuMs, IReadOnlyList<Pass> Runs, long PeakBytes, long WebpBytes);

/// <summary>Runs a measurement in a process of its own, so that peaks and caches are that one's alone.</summary>
internal static class ChildProcess
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Measurement Measure(string program, params IEnumerable<string> arguments)
    {
        var (exitCode, output, error) = Run(program, arguments);
        if (exitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}: {error}");
        return JsonSerializer.Deserialize<Measurement>(output, Json)!;
    }

    /// <summary>This program with other arguments.</summary>
    public static (int ExitCode, string Output, string Error) RunSelf(params IEnumerable<string> arguments) =>
        Run(Self.Program, [.. Self.Prefix, .. arguments]);

    public static Measurement MeasureSelf(params IEnumerable<string> arguments) =>
        Measure(Self.Program, [.. Self.Prefix, .. arguments]);

    private static (string Program, string[] Prefix) Self { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
            ? (Environment.ProcessPath!, [typeof(ChildProcess).Assembly.Location])
            : (Environment.ProcessPath!, []);

    public static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
