using System.CommandLine;
using ImageFunctions.Dev.Demo;
using ImageFunctions.Dev.Running;
using Spectre.Console;

namespace ImageFunctions.Dev.Commands;

/// <summary>demo: starts the service, sends images through it and shows what comes back.</summary>
internal static class DemoCommand
{
    // Enough to keep the service busy without hiding how long one image takes.
    private const int UploadsAtOnce = 6;
    private const int BarsThatFit = 12;

    public static Command Create(Repository repository, Screen screen)
    {
        var files = new Argument<FileInfo[]>("FILES") { Description = "Images to upload; without any, some are drawn.", Arity = ArgumentArity.ZeroOrMore };
        var keep = new Option<bool>("--keep") { Description = "Keep running afterwards, so that the links can be opened." };
        var command = new Command("demo", "Uploads images to a service started for it and shows the results.") { files, keep };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(repository, screen, Load(parsed.GetValue(files) ?? []), parsed.GetValue(keep), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Repository repository, Screen screen, IReadOnlyList<Picture> pictures, bool keep, CancellationToken cancellationToken)
    {
        var log = new HostLog(Path.Combine(repository.State, "demo.log"));
        JourneyResult[] results;
        await using (log)
        await using (var run = await StartAsync(repository, screen, log, cancellationToken))
        {
            results = await UploadAllAsync(screen, run.Origin, pictures, cancellationToken);
            screen.Ansi.Write(ResultTable.Create(results, run.Origin, screen.Ansi.Profile.Capabilities.Links));
            if (keep)
            {
                screen.Say($"Still running at {run.Origin}api until Ctrl-C");
                await run.WaitForEndAsync(cancellationToken);
            }
        }

        var completed = results.Count(result => result.Completed);
        screen.Say($"{completed} of {results.Length} images completed");
        return completed == results.Length ? 0 : 1;
    }

    private static async Task<LocalRun> StartAsync(Repository repository, Screen screen, HostLog log, CancellationToken cancellationToken)
    {
        try
        {
            var run = await LocalRun.StartAsync(repository, screen, new LocalRunOptions(Ports.Free(), null, null), log.Add, cancellationToken);
            screen.Say($"The service runs at {run.Origin}api (its log: {repository.Relative(log.FileName)})");
            return run;
        }
        catch (StopException)
        {
            foreach (var (source, line) in log.Last)
                screen.From(source, line);
            throw;
        }
    }

    private static async Task<JourneyResult[]> UploadAllAsync(
        Screen screen, Uri origin, IReadOnlyList<Picture> pictures, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = origin };
        var api = new ImageApi(client);
        var results = new JourneyResult[pictures.Count];
        var progress = screen.Ansi.Progress().HideCompleted(pictures.Count > BarsThatFit)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = cancellationToken };
        await progress.StartAsync(context => Parallel.ForAsync(0, pictures.Count, parallel, async (index, token) =>
        {
            var bar = context.AddTask(Markup.Escape(pictures[index].FileName));
            results[index] = await new Journey(api, pictures[index]).RunAsync(value => bar.Value = value, token);
            bar.StopTask();
        }));
        return results;
    }

    private static IReadOnlyList<Picture> Load(FileInfo[] files)
    {
        if (files.FirstOrDefault(file => !file.Exists) is { } absent)
            throw new StopException($"There is no file {absent.FullName}.");
        return files.Length == 0 ? SampleImages.Draw() : [.. files.Select(file => new Picture(file.Name, File.ReadAllBytes(file.FullName)))];
    }
}
