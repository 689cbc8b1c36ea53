using ImageFunctions.Processing;
using System.Diagnostics;
using System.Text.Json;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFunctions.Bench;

/// <summary>What one engine did with the damaged images.</summary>
/// <param name="Failures">Neither a result nor a refusal, or too slow: the seed and what happened.</param>
internal sealed record FuzzOutcome(
    string Engine, int Rendered, SortedDictionary<string, int> Refused, double SlowestMs, long PeakBytes, IReadOnlyList<string> Failures);

/// <summary>The process that is fed: a crash of native code takes it down and nothing else.</summary>
internal static class FuzzProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static int Run(Arguments arguments)
    {
        var options = new ImagingOptions { Engine = Enum.Parse<EngineChoice>(arguments.Text("engine")!, ignoreCase: true), WebPEffort = 0 };
        var engine = new ImageEngineSelector(options, NullLoggerFactory.Instance).Select();
        var plan = Variants.Plan(options, withAnalysis: true);
        var corpus = FuzzCorpus.Make(engine);
        var first = arguments.Number("seed", 1);
        var (rendered, slowest) = (0, TimeSpan.Zero);
        SortedDictionary<string, int> refused = [];
        List<string> failures = [];
        for (var seed = first; seed < first + arguments.Number("count", 1000); seed++)
        {
            var random = new Random(seed);
            var damaged = Mutation.Apply(corpus[seed % corpus.Count], corpus[random.Next(corpus.Count)], random);
            var start = Stopwatch.GetTimestamp();
            try
            {
                Render(engine, plan, damaged);
                rendered++;
            }
            catch (ImageRejectedException refusal)
            {
                refused[refusal.Code] = refused.GetValueOrDefault(refusal.Code) + 1;
            }
            catch (Exception exception)
            {
                failures.Add($"seed {seed}: {exception.GetType().Name}: {exception.Message}");
            }

            var took = Stopwatch.GetElapsedTime(start);
            slowest = took > slowest ? took : slowest;
            if (took > Patience)
                failures.Add($"seed {seed}: {took.TotalMilliseconds:F0} ms");
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new FuzzOutcome(engine.Name, rendered, refused, slowest.TotalMilliseconds, RenderProcess.PeakBytes(), failures), ChildProcess.Json));
        return 0;
    }

    private static void Render(IImageEngine engine, IReadOnlyList<VariantSpec> plan, byte[] damaged)
    {
        var header = engine.Inspect(damaged);
        new ImageLimits().Check(header);
        engine.Render(damaged, header, plan, _ => { }, CancellationToken.None);
    }
}
