using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace ImageFunctions.Telemetry;

public static class TelemetryRegistration
{
    // It logs the address of every request, function key included.
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>
    /// Adds what is measured, and sends traces, metrics and logs to Application Insights, to an OpenTelemetry collector, to
    /// both or to none, as the configuration says.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ImageMetrics>();
        builder.Services.PostConfigure<LoggerFilterOptions>(NeverLogKeys);
        // First, so that a configuration may say otherwise. Of every request the server has two lines that say less than the host's.
        builder.Services.PostConfigure<LoggerFilterOptions>(filters =>
            filters.Rules.Insert(0, new LoggerFilterRule(null, "Microsoft.AspNetCore", LogLevel.Warning, null)));
        var insights = builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var hasCollector = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (string.IsNullOrEmpty(insights) && !hasCollector)
            return;
        var telemetry = builder.Services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(ImageMetrics.SourceName))
            .WithMetrics(metrics => metrics.AddMeter(ImageMetrics.SourceName));
        if (hasCollector)
            telemetry.UseOtlpExporter();
        if (!string.IsNullOrEmpty(insights))
            SendToInsights(builder.Services, telemetry, insights);
        // The host's request span is unsampled unless somebody asked for it, and our spans would follow it into silence.
        else if (string.IsNullOrEmpty(builder.Configuration["OTEL_TRACES_SAMPLER"]))
            telemetry.WithTracing(traces => traces.SetSampler(new AlwaysOnSampler()));
    }

    // With the app's identity.
    private static void SendToInsights(IServiceCollection services, IOpenTelemetryBuilder telemetry, string connection)
    {
        telemetry.UseAzureMonitorExporter(options =>
        {
            options.ConnectionString = connection;
            // The exporter's own default drops traces, and logs with them: alerts look for single events.
            options.SamplingRatio = 1;
            options.TracesPerSecond = null;
        });
        services.AddOptions<AzureMonitorExporterOptions>()
            .Configure<TokenCredential>((options, credential) => options.Credential = credential);
    }

    // Whatever a configuration says of this one.
    private static void NeverLogKeys(LoggerFilterOptions filters)
    {
        var asked = filters.Rules.Where(rule => rule.CategoryName?.StartsWith(RequestLog, StringComparison.OrdinalIgnoreCase) == true);
        foreach (var rule in asked.ToList())
            filters.Rules.Remove(rule);
        foreach (var provider in filters.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
            filters.Rules.Add(new LoggerFilterRule(provider, RequestLog, LogLevel.None, null));
    }
}
