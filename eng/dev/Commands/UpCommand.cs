using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using ImageFunctions.Dev.Running;

namespace ImageFunctions.Dev.Commands;

/// <summary>up: runs the service with its storage until Ctrl-C.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 7071;

    public static Command Create(Repository repository, Screen screen)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port of the API.",
            DefaultValueFactory = _ => DefaultPort,
            CustomParser = ParsePort,
        };
        var keys = new Option<bool>("--keys") { Description = "Demand function keys, as in Azure; the keys are printed." };
        var data = new Option<string?>("--data")
        {
            Description = "Keep the stored data in this folder; without it, in memory.",
            HelpName = "DIR"
        };
        var fake = new Option<bool>("--fake-analysis")
        {
            Description = "Play Azure AI Vision and Content Safety too: labels by color, and a red image is blocked.",
        };
        var verbose = new Option<bool>("--verbose") { Description = "Show every line that the service logs, not only warnings." };
        var command = new Command("up", "Runs the service and its storage on this machine until Ctrl-C.")
        {
            port, keys, data, fake, verbose
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(keys) ? ServiceKeys.Create() : null;
            var options = new LocalRunOptions(parsed.GetValue(port), wanted, parsed.GetValue(data), parsed.GetValue(fake));
            return await RunAsync(repository, screen, options, parsed.GetValue(verbose) ? Shown.All : Shown.Warnings, cancellationToken);
        });
        return command;
    }

    private static int ParsePort(ArgumentResult result)
    {
        if (ushort.TryParse(result.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
            return port;
        result.AddError("--port takes a number from 1 to 65535.");
        return 0;
    }

    private static async Task<int> RunAsync(
        Repository repository, Screen screen, LocalRunOptions options, Shown shown, CancellationToken cancellationToken)
    {
        try
        {
            var clock = Stopwatch.StartNew();
            await using var log = new RunLog(screen, Path.Combine(repository.State, $"up-{options.Port}.log"), shown);
            await using var run = await LocalRun.StartAsync(repository, screen, options, log, cancellationToken);
            Announce(screen, run, repository.Relative(log.FileName), clock.Elapsed);
            try
            {
                await run.WaitForEndAsync(log, cancellationToken);
            }
            finally
            {
                screen.Say("Stopping");
            }

            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how this command is meant to end.
            screen.Say("Stopped, nothing is left running");
            return 0;
        }
    }

    private static void Announce(Screen screen, LocalRun run, string log, TimeSpan elapsed)
    {
        var storage = string.Join(", ", run.Storage.Ports.Select(port => $"{port.Key.ToLowerInvariant()} {port.Value}"));
        screen.Plain();
        screen.Say($"ImageFunctions is ready after {elapsed.TotalSeconds:0.0} s. Ctrl-C stops everything.");
        screen.Plain($"  API      {run.Api.AbsoluteUri.TrimEnd('/')}");
        screen.Plain($"  Health   {run.Api}health");
        screen.Plain($"  Gallery  {run.Api}gallery");
        screen.Plain($"  Docs     {run.Api}docs");
        screen.Plain($"  Storage  Azurite, {(run.Options.Data is { } folder ? Path.GetFullPath(folder) : "in memory")}, ports: {storage}");
        if (run.Options.FakeAnalysis)
            screen.Plain("  Analysis fake: labels are the image's colors, a red image is blocked");
        screen.Plain($"  Log      {log}");
        if (run.Options.Keys is { } keys)
        {
            screen.Plain($"  Key      {keys.Function}  (header x-functions-key)");
            screen.Plain($"  Admin    {keys.Master}  (the same header, for /admin too)");
        }

        screen.Plain("  Try");
        screen.Plain($"    {Curl(run)}");
        screen.Plain();
    }

    // Windows shells know no single quotes, and no backslash at the end of a line.
    private static string Curl(LocalRun run)
    {
        const string body = """{"fileName":"cat.jpg","fileType":"image/jpeg"}""";
        var (quoted, next) = OperatingSystem.IsWindows()
            ? ($"\"{body.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", " ") : ($"'{body}'", " \\\n      ");
        string[] parts =
        [
            $"curl -X POST {run.Api}images/upload",
            .. run.Options.Keys is { } keys ? [$"-H \"x-functions-key: {keys.Function}\""] : Array.Empty<string>(),
            "-H \"Content-Type: application/json\"", $"-d {quoted}",
        ];
        return string.Join(next, parts);
    }
}
