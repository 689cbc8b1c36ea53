using Microsoft.Extensions.Hosting;
namespace ImageFunctions.Telemetry;

/// <summary>A place that traces, metrics and logs can be sent to. Each decides by the configuration whether it is wanted.</summary>
public interface ITelemetryExport
{
    void Configure(IHostApplicationBuilder builder);
}
