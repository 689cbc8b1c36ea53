using ImageFunctions.Analysis;
using ImageFunctions.Functions;
using ImageFunctions.Http;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using ImageFunctions.Uploads;
using ImageFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
namespace ImageFunctions;

/// <summary>The only place that wires. The Functions worker uses it, and tests that need services without a worker.</summary>
public static class Composition
{
    public static void AddImageFunctions(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddValidated<ImageLimits>(configuration, ImageLimits.Section);
        services.AddValidated<UploadOptions>(configuration, UploadOptions.Section);
        services.AddValidated<RetryOptions>(configuration, RetryOptions.Section);
        services.AddValidated<RetentionOptions>(configuration, RetentionOptions.Section);
        services.AddValidated<SweepOptions>(configuration, SweepOptions.Section);
        services.AddValidated<WebhookOptions>(configuration, WebhookOptions.Section);
        services.AddValidated<RateLimitOptions>(configuration, RateLimitOptions.Section);
        services.AddStorage(configuration);
        services.AddImaging(configuration);
        services.AddAnalysis(configuration);
        services.AddSingleton<WebhookSender>();
        services.AddWorkflows();
        services.AddSingleton<QueueWork>();
        services.AddSingleton<Pages>();
        services.AddHostedService<PrepareStorage>();
        foreach (var export in TelemetryExports())
            export.Configure(builder);
    }

    /// <summary>The outermost first.</summary>
    public static void UseImageFunctions(this IFunctionsWorkerApplicationBuilder worker)
    {
        worker.UseMiddleware<AnswerErrors>();
        worker.UseMiddleware<LimitRate>();
    }

    // By what is in the assembly: a build without an exporter's package leaves its file out.
    private static IEnumerable<ITelemetryExport> TelemetryExports() => typeof(Composition).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ITelemetryExport)))
        .Select(type => (ITelemetryExport)Activator.CreateInstance(type)!);

    private static void AddValidated<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class =>
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
}
