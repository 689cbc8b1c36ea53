using System.Diagnostics;
using System.Text.Json;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Processing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Bench;

/// <summary>The measured process: renders one file some times and prints what it cost.</summary>
internal static class RenderProcess
{
    public static int Run(Arguments arguments)
    {
        var options = new ImagingOptions
        {
            Engine = Enum.Parse<EngineChoice>(arguments.Text("engine") ?? "Auto", ignoreCase: true),
            Preset = Enum.Parse<WebPPreset>(arguments.Text("preset") ?? "Balanced", ignoreCase: true),
        };
        using var renderer = new ImageRenderer(
            new ImageEngineSelector(options, NullLoggerFactory.Instance).Select(), Options.Create(options));
        var original = File.ReadAllBytes(arguments.Text("file")!);

        // The three thumbnails and the WebP: what the peer makes too.
        var plan = Variants.Plan(options, withAnalysis: false).Where(spec => spec.Name != Variants.Raster).ToList();
        var parallel = arguments.Number("parallel", 1);
        List<Pass> passes = [];
        Dictionary<string, byte[]> outputs = [];
        var startCpu = 0.0;
        for (var pass = 0; pass < arguments.Number("passes", 1); pass++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var rendered = Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => RenderAsync(renderer, original, plan, start))).Result[0];
            passes.Add(new(
                Stopwatch.GetElapsedTime(start).TotalMilliseconds,
                (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds,
                rendered.ThumbnailsMs));
            outputs = rendered.Outputs;
            if (pass == 0)
                startCpu = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        }

        if (arguments.Text("out") is { } folder)
            Save(folder, outputs);
        Console.WriteLine(JsonSerializer.Serialize(
            new Measurement(renderer.Engine.Name, startCpu, passes, ProcessUse.PeakBytes(Environment.ProcessId),
                outputs[Variants.WebP].Length), ChildProcess.Json));
        return 0;
    }

    private static async Task<(Dictionary<string, byte[]> Outputs, double ThumbnailsMs)> RenderAsync(
        ImageRenderer renderer, byte[] original, List<VariantSpec> plan, long start)
    {
        Dictionary<string, byte[]> outputs = [];
        var thumbnails = 0.0;
        var header = renderer.Engine.Inspect(original);
        await foreach (var variant in renderer.RenderAsync(original, header, plan, CancellationToken.None))
        {
            outputs[variant.Spec.Name] = variant.Content.ToArray();
            if (outputs.Count == plan.Count - 1)
                thumbnails = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return (outputs, thumbnails);
    }

    private static void Save(string folder, Dictionary<string, byte[]> outputs)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in outputs)
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }
}
