using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace ImageFunctions.Telemetry;

/// <summary>To Application Insights, with the app's identity, when its connection string is set.</summary>
internal static class AzureMonitorTelemetry
{
    public static void Configure(IHostApplicationBuilder builder)
    {
        if (builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } connection)
            return;
        builder.Services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(ImageMetrics.SourceName))
            .WithMetrics(metrics => metrics.AddMeter(ImageMetrics.SourceName))
            .UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connection;
                // The exporter's own default drops traces, and logs with them: alerts look for single events.
                options.SamplingRatio = 1;
                options.TracesPerSecond = null;
                options.Credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions
                {
                    ManagedIdentityClientId = builder.Configuration["AZURE_CLIENT_ID"],
                });
            });
    }
}
