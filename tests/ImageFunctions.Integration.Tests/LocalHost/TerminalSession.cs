using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>A command of dev.cs as somebody runs it in a terminal of 80 columns, and what it prints.</summary>
internal sealed partial class TerminalSession : IDisposable
{
    public const int Columns = 80;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly StringBuilder _printed = new();

    /// <param name="folder">The current one.</param>
    public TerminalSession(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["run", RepositoryFolder.File("dev.cs"), "--", .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        start.Environment["COLUMNS"] = $"{Columns}";
        _process = Process.Start(start)!;
    }

    /// <summary>Reads until a line has this part.</summary>
    public async Task ReadToAsync(string part)
    {
        string? line;
        do
            line = await ReadLineAsync() ?? throw new InvalidOperationException($"It ended before it printed '{part}': {_printed}");
        while (!line.Contains(part, StringComparison.Ordinal));
    }

    /// <summary>As Ctrl-C does.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(Token);
    }

    /// <returns>All lines but those that are said of the machine, or only before a first run; and the exit code.</returns>
    public async Task<(string[] Lines, int ExitCode)> EndAsync()
    {
        while (await ReadLineAsync() is not null)
        {
        }

        await _process.WaitForExitAsync(Token);
        return (OfThisMachine().Replace(_printed.ToString(), "").TrimEnd('\n').Split('\n'), _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Deadline, Token);
        if (line is not null)
            _printed.Append(line).Append('\n');
        return line;
    }

    // How far uploads are is printed now and then. The lines below one that is folded stand to the right.
    [GeneratedRegex(@"^(! Node|> The package source|> Restoring|> Building|> Installing|.*: \d+%$).*\n(  .*\n)*", RegexOptions.Multiline)]
    private static partial Regex OfThisMachine();
}
