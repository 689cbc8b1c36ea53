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
        var files = new Argument<string[]>("FILES")
        {
            Description = "Images, and folders of images, to upload; without any, some are drawn.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var keep = new Option<bool>("--keep") { Description = "Keep running afterwards, so that the images can be seen in the gallery." };
        var fake = new Option<bool>("--fake-analysis") { Description = "Play Azure AI Vision and Content Safety too: labels by color." };
        var command = new Command("demo", "Uploads images to a service started for it and shows the results.") { files, keep, fake };
        command.SetAction((parsed, cancellationToken) =>
        {
            var pictures = parsed.GetValue(files) is { Length: > 0 } paths ? PictureFiles.Load(paths) : SampleImages.Draw();
            var options = new LocalRunOptions(Ports.Free(), FakeAnalysis: parsed.GetValue(fake));
            return RunAsync(repository, screen, pictures, options, parsed.GetValue(keep), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Repository repository, Screen screen, IReadOnlyList<Picture> pictures, LocalRunOptions options, bool keep,
        CancellationToken cancellationToken)
    {
        await using var log = new RunLog(screen, Path.Combine(repository.State, "demo.log"), Shown.Nothing);
        await using var run = await LocalRun.StartAsync(repository, screen, options, log, cancellationToken);
        screen.Say($"The service runs at {run.Api} (its log: {repository.Relative(log.FileName)})");
        var results = await UploadAllAsync(screen, run.Api, pictures, cancellationToken);
        ResultTable.Show(screen, results);
        var completed = results.Count(result => result.Completed);
        screen.Say($"{completed} of {results.Length} images completed");
        if (completed > 0)
        {
            var folder = repository.At("artifacts", "demo");
            ResultFolder.Write(folder, results);
            screen.Say($"Their thumbnails and WebP are in {repository.Relative(folder)}");
        }

        if (keep)
        {
            screen.Say($"Still running until Ctrl-C: {run.Api}gallery");
            await run.WaitForEndAsync(log, cancellationToken);
        }
        else
        {
            screen.Say("The service ends now; --keep leaves it running, with a gallery");
        }

        return completed == results.Length ? 0 : 1;
    }

    private static async Task<JourneyResult[]> UploadAllAsync(
        Screen screen, Uri address, IReadOnlyList<Picture> pictures, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address };
        var api = new ImageApi(client);
        var results = new JourneyResult[pictures.Count];
        var progress = screen.Ansi.Progress().HideCompleted(pictures.Count > BarsThatFit)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new ElapsedTimeColumn());
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = cancellationToken };
        await progress.StartAsync(context => Parallel.ForAsync(0, pictures.Count, parallel, async (index, token) =>
        {
            var bar = context.AddTask(Markup.Escape(pictures[index].FileName));
            results[index] = await new Journey(api, pictures[index]).RunAsync(value => bar.Value = value, token);
            bar.StopTask();
        }));
        return results;
    }
}
