using System.Text.Json;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Processing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFunctions.Bench;

/// <summary>What one engine did with the damaged images.</summary>
/// <param name="AddedBytes">Peak of memory over what the process had before the first.</param>
/// <param name="Failures">Neither a result nor a refusal, or too slow: the seed and what happened.</param>
internal sealed record FuzzOutcome(
    string Engine, int Rendered, SortedDictionary<string, int> Refused, double SlowestMs, long AddedBytes, IReadOnlyList<string> Failures);

/// <summary>The process that is fed: a crash of native code takes it down and nothing else.</summary>
internal static class FuzzProcess
{
    /// <summary>Of CPU, for one small file.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static int Run(Arguments arguments)
    {
        var options = new ImagingOptions { Engine = Enum.Parse<EngineChoice>(arguments.Text("engine")!, ignoreCase: true), WebPEffort = 0 };
        var engine = new ImageEngineSelector(options, NullLoggerFactory.Instance).Select();
        var plan = Variants.Plan(options, withAnalysis: true);
        var corpus = FuzzCorpus.Make(engine);
        var first = arguments.Number("seed", 1);
        var (rendered, slowest, before) = (0, TimeSpan.Zero, ProcessUse.PeakBytes(Environment.ProcessId));
        SortedDictionary<string, int> refused = [];
        List<string> failures = [];
        for (var seed = first; seed < first + arguments.Number("count", 1000); seed++)
        {
            var random = new Random(seed);
            var damaged = Make(corpus[seed % corpus.Count], corpus[random.Next(corpus.Count)], random);
            var start = Environment.CpuUsage.TotalTime;
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

            var took = Environment.CpuUsage.TotalTime - start;
            slowest = took > slowest ? took : slowest;
            if (took > Patience)
                failures.Add($"seed {seed}: {took.TotalMilliseconds:F0} ms");
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new FuzzOutcome(engine.Name, rendered, refused, slowest.TotalMilliseconds,
                ProcessUse.PeakBytes(Environment.ProcessId) - before, failures), ChildProcess.Json));
        return 0;
    }

    /// <summary>Bytes at random, parts at random, and one in ten whole but hostile.</summary>
    private static byte[] Make(byte[] original, byte[] other, Random random) => random.Next(10) switch
    {
        0 => HostileFiles.Make(random),
        < 6 => StructureMutation.Apply(original, other, random),
        _ => Mutation.Apply(original, other, random),
    };

    private static void Render(IImageEngine engine, IReadOnlyList<VariantSpec> plan, byte[] damaged)
    {
        var header = engine.Inspect(damaged);
        new ImageLimits().Check(header);
        engine.Render(damaged, header, plan, _ => { }, CancellationToken.None);
    }
}
