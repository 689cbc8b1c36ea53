using ImageFunctions.LocalHost;
using Microsoft.Extensions.Logging;

try
{
    var settings = LocalHostSettings.Parse(args) with
    {
        ConfigureLogging = logging =>
            logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff ")),
    };
    await using var host = await LocalHostApplication.StartAsync(settings);
    host.Announce(Console.Out);
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
