using System.Net;
using ImageFunctions.DevHost.Functions;
using ImageFunctions.DevHost.Http;
using ImageFunctions.DevHost.Invocations;
using ImageFunctions.DevHost.Queues;
using ImageFunctions.DevHost.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Hosting;

/// <summary>Wires the app's services and the host's own into one container.</summary>
internal static class DevHostBuilder
{
    // The host's limit on a request's body, in bytes; FUNCTIONS_REQUEST_BODY_SIZE_LIMIT changes it in both.
    private const long BodyLimit = 104_857_600;

    public static WebApplication Build(DevHostSettings settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. settings.Arguments],
            ContentRootPath = settings.AppFolder,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
        });
        AddConfiguration(builder, settings);
        var hostJson = HostJson.Read(settings.AppFolder, builder.Configuration);
        ConfigureLogging(builder.Logging, hostJson, settings);
        ConfigureServer(builder, settings);

        var pipeline = new WorkerPipeline(builder.Services);
        settings.ConfigureServices(builder);
        settings.ConfigureWorker(pipeline);
        AddHost(builder, settings, hostJson, pipeline);
        return builder.Build();
    }

    private static void AddConfiguration(WebApplicationBuilder builder, DevHostSettings settings)
    {
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        if (settings.LocalSettingsFile is { } file)
            sources.Insert(0, new MemoryConfigurationSource { InitialData = LocalSettings.Read(file) });
        builder.Configuration.AddInMemoryCollection(settings.Configuration);
    }

    private static void ConfigureLogging(ILoggingBuilder logging, HostJson hostJson, DevHostSettings settings)
    {
        logging.ClearProviders().AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddConfiguration(hostJson.Logging);
        if (settings.LogToConsole)
            logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "));
    }

    private static void ConfigureServer(WebApplicationBuilder builder, DevHostSettings settings)
    {
        var limit = builder.Configuration.GetValue("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", BodyLimit);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = limit;
            server.Listen(IPAddress.Loopback, settings.Port);
        });
        builder.Services.Configure<HostOptions>(host =>
        {
            // Longer than the pumps drain, so that the host's own deadline does not turn a late stop into a failure.
            host.ShutdownTimeout = settings.DrainTime + TimeSpan.FromSeconds(5);
            host.ServicesStopConcurrently = true;
        });
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
    }

    private static void AddHost(WebApplicationBuilder builder, DevHostSettings settings, HostJson hostJson, WorkerPipeline pipeline)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(hostJson);
        services.AddSingleton(pipeline);
        services.AddSingleton(FunctionKeys.From(builder.Configuration, settings.EnforceKeys));
        services.AddSingleton(QueueRules.From(hostJson, builder.Configuration));
        services.AddSingleton(FunctionIndex.Find(settings.Types));
        services.AddSingleton<AppSettings>().AddSingleton<HttpRoutes>().AddSingleton<FunctionCatalog>();
        services.AddSingleton<FunctionInvoker>().AddSingleton<AdminEndpoints>();
        services.AddSingleton<QueueConnections>().AddSingleton<QueuePumpFactory>();
        services.AddSingleton(provider => provider.GetRequiredService<FunctionCatalog>().Enabled
            .Where(function => function.Trigger is not HttpTriggerAttribute)
            .Select(function => Pump(provider, function)).ToList().AsEnumerable());
        services.AddSingleton<TriggerPumps>();
        services.AddHostedService(provider => provider.GetRequiredService<TriggerPumps>());
    }

    private static ITriggerPump Pump(IServiceProvider services, IndexedFunction function) => function.Trigger switch
    {
        QueueTriggerAttribute => services.GetRequiredService<QueuePumpFactory>().Create(function),
        TimerTriggerAttribute timer => ActivatorUtilities.CreateInstance<TimerPump>(
            services, function, TimerSchedule.Parse(services.GetRequiredService<AppSettings>().Resolve(timer.Schedule))),
        var other => throw new InvalidOperationException($"The DevHost has no pump for {other.GetType().Name} of '{function.Name}'."),
    };
}
