using System.Collections.Concurrent;
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
    public const string Key = "wire-key-0123456789abcdef";

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

    public static async Task<VisionWireServer> StartAsync(CancellationToken cancellationToken, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024);
        var app = builder.Build();
        var server = new VisionWireServer(app, time ?? TimeProvider.System);
        app.Run(server.HandleAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        WireService? service = context.Request.Path.Value switch
        {
            ImageAnalysisWire.Path => WireService.Vision,
            ContentSafetyWire.Path => WireService.ContentSafety,
            _ => null,
        };
        if (service is null || context.Request.Method != "POST")
        {
            await WriteAsync(context, WireAnswer.Error(404, "404", "Resource not found"));
            return;
        }

        var image = service == WireService.Vision ? body.ToArray() : ContentSafetyWire.ImageOf(body.ToArray());
        var fault = (service == WireService.Vision ? Vision : ContentSafety).Take();
        var answer = fault is null ? Answer(context.Request, service.Value, image) : Misbehaved(fault);
        _requests.Enqueue(new WireRequest
        {
            Service = service.Value,
            At = _time.GetUtcNow(),
            Query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            ContentType = context.Request.ContentType,
            Image = image,
            Status = answer?.Status ?? 0,
        });
        if (answer is not null)
            await WriteAsync(context, answer);
        else if (fault is WireFault.NoAnswer)
            await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => context.Abort(), TaskScheduler.Default);
        else
            context.Abort();
    }

    private WireAnswer Answer(HttpRequest request, WireService service, byte[] image)
    {
        if (request.Headers["Ocp-Apim-Subscription-Key"] != Key)
            return WireAnswer.Error(401, "401", "Access denied due to invalid subscription key or wrong API endpoint.");
        if (request.Query["api-version"] != "2023-10-01")
            return WireAnswer.Error(404, "404", "Resource not found");
        var findings = FindingsFor is { } see && WireImage.SizeOf(image) is var (width, height) ? see(width, height) : Findings;
        return service == WireService.Vision
            ? ImageAnalysisWire.Answer(request, image, findings, HasCaptions)
            : ContentSafetyWire.Answer(request, image, findings);
    }

    private static WireAnswer? Misbehaved(WireFault fault) => fault switch
    {
        WireFault.ErrorAnswer error => WireAnswer.Error(error.Status, error.Code, error.Message, error.InnerCode, error.RetryAfter),
        WireFault.RawAnswer raw => new WireAnswer(raw.Status, raw.Body),
        _ => null,
    };

    private static async Task WriteAsync(HttpContext context, WireAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
