using System.Diagnostics;
using ImageFunctions.Telemetry;
using ImageFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace ImageFunctions.Unit.Tests.Telemetry;

public sealed class TelemetryRegistrationTests
{
    // The category that says "Request starting HTTP/1.1 GET http://…?code=…".
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:" + RequestLog)]
    [InlineData("Logging:LogLines:LogLevel:" + RequestLog)]
    [InlineData("Logging:LogLines:LogLevel:Default")]
    public void Addresses_of_requests_are_never_logged_whatever_the_configuration_says(string setting)
    {
        var builder = NewBuilder((setting, "Trace"));
        using var lines = new LogLines();
        builder.Logging.AddProvider(lines);
        builder.AddTelemetry();
        using var app = builder.Build();
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(RequestLog).Log(
            LogLevel.Information, default, "Request starting HTTP/1.1 GET /api/images?code=secret", null, (text, _) => text);
        Assert.Empty(lines.Lines);
    }

    [Fact]
    public void Everything_else_is_logged_as_before()
    {
        var builder = NewBuilder(("Logging:LogLevel:Default", "Trace"));
        using var lines = new LogLines();
        builder.Logging.AddProvider(lines);
        builder.AddTelemetry();
        using var app = builder.Build();
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Other").Log(
            LogLevel.Trace, default, "text", null, (text, _) => text);
        Assert.Single(lines.Lines);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", 0)]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", 1)]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Routing", 1)]
    public void What_the_server_says_of_every_request_is_logged_where_the_configuration_asks_for_it(string setting, int expected)
    {
        var builder = NewBuilder((setting, "Information"));
        using var lines = new LogLines();
        builder.Logging.AddProvider(lines);
        builder.AddTelemetry();
        using var app = builder.Build();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Routing.EndpointMiddleware");
        logger.Log(LogLevel.Information, default, "Executing endpoint", null, (text, _) => text);
        Assert.Equal(expected, lines.Lines.Count);
        logger.Log(LogLevel.Warning, default, "text", null, (text, _) => text);
        Assert.Equal(expected + 1, lines.Lines.Count);
    }

    [Fact]
    public void A_collector_gets_traces_though_no_caller_asked_for_them()
    {
        var builder = NewBuilder(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
        builder.AddTelemetry();
        using var app = builder.Build();
        _ = app.Services.GetRequiredService<TracerProvider>();
        using var activity = ImageMetrics.Start("test", ActivityKind.Server, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        Assert.True(activity.Recorded);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", activity.TraceId.ToString());
    }

    private static HostApplicationBuilder NewBuilder(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = false });
        builder.Logging.ClearProviders();
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        return builder;
    }
}
