namespace ImageFunctions.Dev.Processes;

/// <summary>Runs the .NET SDK with what the front end has found out about this machine.</summary>
public sealed class Dotnet(Repository repository)
{
    private static readonly Dictionary<string, string?> Quiet = new()
    {
        // The messages are searched for package names.
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        // Build nodes kept for reuse would outlive the command.
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <summary>For processes that end before code optimised by its own profile would pay.</summary>
    public static IReadOnlyDictionary<string, string?> ShortLived { get; } = new Dictionary<string, string?> { ["DOTNET_TieredPGO"] = "0" };

    private readonly string _file = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? Executables.Require("dotnet", "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0");

    public Child Start(
        string name, IEnumerable<string> arguments, Action<string> onLine, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var variables = new Dictionary<string, string?>(Quiet);
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>())
            variables[key] = value;
        return Child.Start(name, _file, arguments, onLine, repository.Root, variables);
    }

    /// <summary>Runs to the end, handing each line on.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        IEnumerable<string> arguments, Action<string> onLine, CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var child = Start("dotnet", arguments, onLine, environment);
        return await child.WaitAsync(cancellationToken);
    }

    /// <summary>Runs to the end, keeping the lines.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Lines)> CaptureAsync(
        IEnumerable<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var lines = new List<string>();
        var exitCode = await RunAsync(arguments, line => { lock (lines) lines.Add(line); }, cancellationToken, environment);
        return (exitCode, lines);
    }
}
