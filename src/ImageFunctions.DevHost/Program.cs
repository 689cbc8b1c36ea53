using ImageFunctions;
using ImageFunctions.DevHost;

var settings = new DevHostSettings
{
    Types = typeof(Composition).Assembly.GetTypes(),
    ConfigureServices = Composition.AddImageFunctions,
    ConfigureWorker = Composition.UseImageFunctions,
};
await using var host = await DevHostApplication.StartAsync(settings.WithCommandLine(args));
host.Announce(Console.Out);
await host.WaitForShutdownAsync();
