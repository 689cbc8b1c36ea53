using System.Globalization;

namespace ImageFunctions.Bench;

/// <summary>A command word and <c>--name value</c> pairs; a pair may repeat.</summary>
internal sealed class Arguments(string[] args)
{
    private const string Usage = """
        bench compare     CPU, memory, bytes and quality of each engine beside sharp
                          [--images DIR] [--rounds 5] [--only "12 MP"] [--out docs/images]
        bench throughput  images per second with 1, 2 and 4 images at once            [--images DIR]
        bench avif        AVIF's bytes and CPU where it is as near as WebP and JPEG   [--images DIR] [--count 10] [--effort 3 --effort 4]
        bench largest     peak memory for the largest images that limits allow      [--engine vips|imagesharp] [--only PNG]
        bench fuzz        damaged images by the thousand                              [--count 10000] [--seed 1] [--engine vips|imagesharp]
        bench service     our service beside one on Node.js, on the same emulator
                          [--uploads 100] [--alone 10] [--megapixels 2] [--rounds 1] [--app DIR]
        bench links       a size on demand, first and next, beside an image proxy
                          [--requests 80] [--warm 40] [--megapixels 12] [--only jpeg] [--app DIR]
        bench start       process start to first answer, ReadyToRun and JIT           [--runs 5] [--app DIR]
        bench requests    bytes allocated for each read, and waits beside storage     [--count 500] [--rounds 5] [--app DIR]
        bench load        HTTP load: ramp, burst, steady state, reads                 [--url URL --key KEY] [--rate 60] [--minutes 1]
                                                                                      [--phases ramp,burst,steady,reads] [--burst 200]
                                                                                      [--clients 16] [--app DIR] [--keep true]
        bench soak        uploads under kills and storage faults, counted in the end  [--uploads 300] [--kills 8] [--app DIR]
        """;

    private readonly string[] _options = args.Length > 0 && !args[0].StartsWith('-') ? args[1..] : args;

    public string Command => args.Length > 0 && !args[0].StartsWith('-') ? args[0] : "compare";

    public string? Text(string name) => All(name) is [var first, ..] ? first : null;

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public double Amount(string name, double otherwise) =>
        Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public IReadOnlyList<string> All(string name) =>
        [.. _options.Index().Where(option => option.Item == $"--{name}" && option.Index + 1 < _options.Length)
            .Select(option => _options[option.Index + 1])];

    public static int PrintUsage()
    {
        Console.WriteLine(Usage);
        return 2;
    }
}
