using Microsoft.Extensions.Configuration;

namespace ImageFunctions.DevHost.Hosting;

/// <summary>
/// host.json, overridden by settings below AzureFunctionsJobHost as in the real host (AzureFunctionsJobHost__extensions__…).
/// </summary>
internal sealed class HostJson
{
    private HostJson(IConfiguration configuration) => Configuration = configuration;

    public IConfiguration Configuration { get; }

    public IConfigurationSection Queues => Configuration.GetSection("extensions:queues");

    public IConfigurationSection Logging => Configuration.GetSection("logging");

    /// <summary>What every HTTP route begins with, without slashes around it; may be empty.</summary>
    public string RoutePrefix => (Configuration["extensions:http:routePrefix"] ?? "api").Trim('/');

    /// <summary>Reads host.json in the app's folder; without one every default holds.</summary>
    public static HostJson Read(string appFolder, IConfiguration settings) => new(new ConfigurationBuilder()
        .SetBasePath(appFolder)
        .AddJsonFile("host.json", optional: true)
        .AddInMemoryCollection(settings.GetSection("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true))
        .Build());
}
