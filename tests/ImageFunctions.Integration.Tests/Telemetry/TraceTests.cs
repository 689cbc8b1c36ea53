using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Integration.Tests.Telemetry;

/// <summary>One trace from the request to the end of processing, whoever listens.</summary>
[Collection(nameof(Hosted))]
public sealed class TraceTests(PlainService plain)
{
    [Fact]
    public async Task Without_an_exporter_problems_and_records_carry_the_callers_trace() => await CheckAsync(await plain.Get());

    [Fact]
    public async Task With_Application_Insights_they_do_too()
    {
        await using var service = await HostedService.StartAsync(keys: false,
            ("APPLICATIONINSIGHTS_CONNECTION_STRING",
                "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:1/"));
        await CheckAsync(service);
    }

    [Fact]
    public async Task A_collector_gets_one_trace_of_request_and_processing_though_the_caller_did_not_ask_for_it()
    {
        var sent = new ConcurrentQueue<byte[]>();
        await using var collector = await StartCollectorAsync(sent);
        await using var service = await HostedService.StartAsync(keys: false,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"));
        var trace = await CheckAsync(service);
        // A span's message has its trace id in front of its name.
        await Eventually.Async(_ => Task.FromResult(
            Has(trace, "process image-uploads")), TimeSpan.FromSeconds(30), cancellationToken: Token);
        var quiet = (await service.Host.GetAsync("images/none")).Problem(404, "image_not_found").Text("traceId");
        await Eventually.Async(_ => Task.FromResult(Has(quiet, "")), TimeSpan.FromSeconds(30), cancellationToken: Token);

        bool Has(string traceId, string name) => sent.Any(body =>
            body.AsSpan().IndexOf(Convert.FromHexString(traceId)) >= 0 && body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0);
    }

    private static async Task<string> CheckAsync(HostedService service)
    {
        var trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        // Not sampled: so the host's own request is by default.
        (string, string) parent = ("traceparent", $"00-{trace}-b7ad6b7169203331-00");
        var problem = (await service.Host.GetAsync("images/none", parent)).Problem(404, "image_not_found");
        Assert.Equal(trace, problem.Text("traceId"));
        Assert.Matches("^[0-9a-f]{32}$", (await service.Host.GetAsync("images/none")).Json.Text("traceId"));

        var issued = (await service.IssueAsync(parent)).Ok();
        var id = issued.Text("imageId");
        var row = await new TableClient(service.Host.ConnectionString, "images").QueryAsync<TableEntity>(cancellationToken: Token)
            .SingleAsync(row => row.RowKey.EndsWith(id, StringComparison.Ordinal), Token);
        Assert.StartsWith($"00-{trace}-", row.GetString("TraceParent"));
        return trace;
    }

    private static async Task<WebApplication> StartCollectorAsync(ConcurrentQueue<byte[]> sent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            if (context.Request.Path == "/v1/traces")
                sent.Enqueue(body.ToArray());
            context.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync(Token);
        return app;
    }
}
