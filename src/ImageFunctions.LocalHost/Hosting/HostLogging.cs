using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost.Hosting;

/// <summary>One log for all parts of the host and for what the worker sends, with the levels of host.json.</summary>
internal static class HostLogging
{
    // What the parts say of themselves; host.json can ask for more.
    private static readonly string[] Quiet =
        ["Microsoft.AspNetCore", "Microsoft.Hosting", "Microsoft.Extensions", "Microsoft.Azure.WebJobs.Hosting", "Yarp", "Grpc",
            "Host.Startup"];

    public static ILoggerFactory Create(AppSettings app, LocalHostSettings settings) => LoggerFactory.Create(logging =>
    {
        foreach (var category in Quiet)
            logging.AddFilter(category, LogLevel.Warning);
        // What stops the start is thrown too, and told in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddConfiguration(app.Logging);
        settings.ConfigureLogging(logging);
    });

    /// <summary>A builder of a web application that takes nothing from the environment.</summary>
    public static WebApplicationBuilder EmptyBuilder(ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton(loggers);
        return builder;
    }
}
