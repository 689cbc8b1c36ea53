using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageFunctions.Telemetry;

public static class TelemetryRegistration
{
    /// <summary>Adds what is measured, and the exporters that the configuration asks for.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ImageMetrics>();
        AzureMonitorTelemetry.Configure(builder);
        OtlpTelemetry.Configure(builder);
    }
}
