using System.CommandLine;
using System.Runtime.InteropServices;
using ImageFunctions.Dev.Commands;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev;

/// <summary>Finds the command and runs it; the only place that turns signals and errors into exit codes.</summary>
public static class FrontDoor
{
    private const int Interrupted = 130;
    private static readonly TimeSpan ImpatientAfter = TimeSpan.FromSeconds(1);

    /// <returns>The exit code: 0 success, 1 failure, 130 interrupted.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var screen = new Screen();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Child.KillAll();
        using var interrupt = new CancellationTokenSource();
        DateTime? first = null;
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var onHangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        await using var watch = Parent.Watch(interrupt.Cancel);
        try
        {
            var commands = CreateCommands(Repository.Find(), screen);
            return await commands.Parse(args is [] or ["help"] ? ["--help"] : args).InvokeAsync(
                // The command line library would allow two seconds for stopping.
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interrupt.Token);
        }
        catch (StopException reason)
        {
            screen.Fail(reason.Message);
            return 1;
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            screen.Say("Stopped");
            return Interrupted;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            // A second Ctrl-C means now; a repeated SIGTERM is only the SDK passing on what we had already.
            if (signal.Signal == PosixSignal.SIGINT && DateTime.UtcNow - first > ImpatientAfter)
                Environment.Exit(Interrupted);
            first ??= DateTime.UtcNow;
            interrupt.Cancel();
        }
    }

    private static RootCommand CreateCommands(Repository repository, Screen screen)
    {
        return new("ImageFunctions: dotnet run dev.cs -- <command>")
        {
            UpCommand.Create(repository, screen),
            DemoCommand.Create(repository, screen),
            TestCommand.Create(repository, screen),
            CheckCommand.Create(repository, screen),
            BuildCommand.Create(repository, screen),
            Bench("bench", "Measures the image engines and the service: compare, throughput, largest, service, start, requests."),
            Bench("fuzz", "Feeds damaged images to the image engines for a long time.", "fuzz"),
            Bench("load", "Puts HTTP load on the service, or on --url with --key, and reports percentiles.", "load"),
            Bench("soak", "Uploads while the service is killed and storage fails, and counts what became of it.", "soak"),
        };

        Command Bench(string name, string description, params string[] verb) =>
            BenchCommand.Create(name, description, verb, repository, screen);
    }
}
