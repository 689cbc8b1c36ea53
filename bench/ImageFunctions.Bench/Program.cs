using System.Globalization;
using ImageFunctions.Bench;
using ImageFunctions.Bench.Links;
using ImageFunctions.Bench.Load;
using ImageFunctions.Bench.Reference;
using ImageFunctions.Bench.Requests;
using ImageFunctions.Bench.Soak;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var arguments = new Arguments(args);
return arguments.Command switch
{
    "compare" => Comparison.Run(arguments),
    "throughput" => Throughput.Run(arguments),
    "avif" => AvifQuality.Run(arguments),
    "largest" => LargestImages.Run(arguments),
    "fuzz" => Fuzzing.Run(arguments),
    "service" => await ReferenceRun.RunAsync(arguments),
    "links" => await LinkRun.RunAsync(arguments),
    "start" => await ColdStart.RunAsync(arguments),
    "requests" => await RequestRun.RunAsync(arguments),
    "load" => await LoadRun.RunAsync(arguments),
    "soak" => await SoakRun.RunAsync(arguments),

    // The rest are started by the commands above, each in a process of its own.
    "render" => RenderProcess.Run(arguments),
    "fuzz-one" => FuzzProcess.Run(arguments),
    _ => Arguments.PrintUsage(),
};
