using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ImageFunctions.Telemetry;

/// <summary>To any OpenTelemetry collector, when OTEL_EXPORTER_OTLP_ENDPOINT names one.</summary>
internal static class OtlpTelemetry
{
    public static void Configure(IHostApplicationBuilder builder)
    {
        if (!Uri.TryCreate(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"], UriKind.Absolute, out var endpoint))
            return;
        var isHttp = builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf";
        builder.Services.AddSingleton(_ => new Providers(endpoint, isHttp));
        builder.Services.AddHostedService<Exporting>();
        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter(options => Set(options, endpoint, isHttp, "v1/logs")));
    }

    // An endpoint given in code is taken as it is: with HTTP the path of each signal is ours to add.
    private static void Set(OtlpExporterOptions options, Uri endpoint, bool isHttp, string path)
    {
        options.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = isHttp ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}") : endpoint;
    }

    private sealed class Providers(Uri endpoint, bool isHttp) : IDisposable
    {
        private readonly TracerProvider _traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(ImageMetrics.SourceName)
            .AddOtlpExporter(options => Set(options, endpoint, isHttp, "v1/traces"))
            .Build();

        private readonly MeterProvider _metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter(ImageMetrics.SourceName)
            .AddOtlpExporter(options => Set(options, endpoint, isHttp, "v1/metrics"))
            .Build();

        public void Dispose()
        {
            _traces.Dispose();
            _metrics.Dispose();
        }
    }

    // Makes the providers when the app starts; the container disposes them, which sends what is left.
    private sealed class Exporting(Providers providers) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(providers);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
