using ImageFunctions.DevHost;
using Microsoft.Extensions.Options;

try
{
    await using var host = await DevHostApplication.StartAsync(ImageFunctionsApp.Settings.WithCommandLine(args));
    host.Announce(Console.Out);
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
