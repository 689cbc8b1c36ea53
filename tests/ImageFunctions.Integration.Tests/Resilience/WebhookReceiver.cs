using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Integration.Tests.Resilience;

/// <summary>Somebody else's server that is told of events, and is not always in the mood.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single() + "/hook");

    /// <summary>What it answers; a redirect leads to itself.</summary>
    public int Status { get; set; } = 204;

    public ConcurrentQueue<(string Body, string? Signature, int Status)> Calls { get; } = [];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var status = Status;
        Calls.Enqueue((body, context.Request.Headers["X-Signature"], status));
        context.Response.StatusCode = status;
        if (status == 302)
            context.Response.Headers.Location = Url.AbsoluteUri + "-elsewhere";
    }
}
