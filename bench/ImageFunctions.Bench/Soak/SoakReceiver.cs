using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Bench.Soak;

/// <summary>Somebody who wants to be told, and refuses now and then.</summary>
internal sealed class SoakReceiver : IAsyncDisposable
{
    private const int RefuseEvery = 7;
    private readonly ConcurrentQueue<(string Image, string Event, string Id)> _taken = new();
    private readonly WebApplication _app;
    private int _calls;

    private SoakReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public string Url => _app.Urls.Single() + "/hook";

    public int Deliveries => _taken.Count;

    public static async Task<SoakReceiver> StartAsync()
    {
        var receiver = new SoakReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The ids under which an event of an image was told.</summary>
    public IReadOnlyCollection<string> Ids(string image, string eventName) =>
        [.. _taken.Where(call => call.Image == image && call.Event == eventName).Select(call => call.Id).Distinct()];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var root = body.RootElement;
        if (Interlocked.Increment(ref _calls) % RefuseEvery == 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        _taken.Enqueue((Text(root.GetProperty("data"), "imageId"), Text(root, "event"), Text(root, "id")));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
