using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>A request as it came, and what was answered.</summary>
internal sealed record ReceivedWebhook(
    string Method, string Path, string? ContentType, string? Signature, string? UserAgent, byte[] Bytes, int Status)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    /// <summary>The body, if it is JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;
}

/// <summary>Somebody else's server that is told of events, and is not always in the mood.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    public const string Secret = "a secret of enough characters";
    private readonly ConcurrentQueue<ReceivedWebhook> _deliveries = [];
    private readonly WebApplication _app;

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public Uri Url => new(_app.Urls.Single() + "/hook");

    /// <summary>What it answers; a redirect leads to itself.</summary>
    public int Status { get; set; } = 200;

    public IReadOnlyCollection<ReceivedWebhook> Deliveries => _deliveries;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver._app.StartAsync(Token);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (request, status) = (context.Request, Status);
        _deliveries.Enqueue(new ReceivedWebhook(
            request.Method, request.Path, request.ContentType, request.Headers["X-Signature"], request.Headers.UserAgent, body.ToArray(),
            status));
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status302Found)
            context.Response.Headers.Location = Url.AbsoluteUri + "-elsewhere";
    }
}
