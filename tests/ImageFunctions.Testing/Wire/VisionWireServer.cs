using System.Collections.Concurrent;
using ImageFunctions.FakeAnalysis.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Testing.Wire;

/// <summary>
/// Azure AI Vision and Content Safety on 127.0.0.1, as far as their REST references go: checks what it is sent, answers
/// what it is told to see, misbehaves on demand and remembers every request.
/// </summary>
public sealed class VisionWireServer : IAsyncDisposable
{
    /// <summary>The key that both services accept.</summary>
    public const string Key = WireCall.Key;

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<WireRequest> _requests = [];

    private VisionWireServer(WebApplication app, TimeProvider time)
    {
        (_app, _time) = (app, time);
        (Vision, ContentSafety) = (new WireScript(time), new WireScript(time));
    }

    /// <summary>The endpoint of both services.</summary>
    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>What is seen in every image.</summary>
    public WireFindings Findings { get; set; } = new();

    /// <summary>What is seen in an image of a width and height; null for <see cref="Findings"/> in every image.</summary>
    public Func<int, int, WireFindings>? FindingsFor { get; set; }

    /// <summary>Whether this region has captions; without, a request for one is refused with 400.</summary>
    public bool HasCaptions { get; set; } = true;

    public WireScript Vision { get; }
    public WireScript ContentSafety { get; }

    /// <summary>Every request so far, oldest first.</summary>
    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    public IReadOnlyList<WireRequest> RequestsTo(WireService service) => [.. _requests.Where(request => request.Service == service)];

    /// <summary>Forgets the requests so far.</summary>
    public void Forget() => _requests.Clear();

    public static async Task<VisionWireServer> StartAsync(CancellationToken cancellationToken, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = WireCall.LargestBody);
        var app = builder.Build();
        var server = new VisionWireServer(app, time ?? TimeProvider.System);
        app.Run(server.HandleAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        if (await WireCall.ReadAsync(context.Request) is not { } call)
        {
            await WireAnswer.NotFound.WriteAsync(context.Response);
            return;
        }

        var fault = (call.Service == WireService.Vision ? Vision : ContentSafety).Take();
        var answer = fault is null ? call.Answer(FindingsIn(call.Image.Span), HasCaptions) : fault.Answer;
        _requests.Enqueue(new WireRequest
        {
            Service = call.Service,
            At = _time.GetUtcNow(),
            Query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            ContentType = context.Request.ContentType,
            Image = call.Image,
            Status = answer?.Status ?? 0,
        });
        if (answer is not null)
            await answer.WriteAsync(context.Response);
        else if (fault is { Hangs: true })
            await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => context.Abort(), TaskScheduler.Default);
        else
            context.Abort();
    }

    private WireFindings FindingsIn(ReadOnlySpan<byte> image) =>
        FindingsFor is { } see && WireImage.SizeOf(image) is var (width, height) ? see(width, height) : Findings;
}
