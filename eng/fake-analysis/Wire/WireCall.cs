using Microsoft.AspNetCore.Http;

namespace ImageFunctions.FakeAnalysis.Wire;

public enum WireService
{
    Vision,
    ContentSafety,
}

/// <summary>A request to one of the two services, as their REST references describe it.</summary>
/// <param name="Image">The image that the body held; empty when it held none.</param>
public sealed record WireCall(HttpRequest Request, WireService Service, ReadOnlyMemory<byte> Image)
{
    /// <summary>The key that both services accept.</summary>
    public const string Key = "wire-key-0123456789abcdef";

    public const long LargestBody = 64 * 1024 * 1024;

    /// <summary>Reads the whole request; null when it is for neither service.</summary>
    public static async Task<WireCall?> ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return (request.Method, request.Path.Value) switch
        {
            ("POST", ImageAnalysisWire.Path) => new(request, WireService.Vision, body.ToArray()),
            ("POST", ContentSafetyWire.Path) => new(request, WireService.ContentSafety, ContentSafetyWire.ImageOf(body.ToArray())),
            _ => null,
        };
    }

    /// <summary>Checks the request and answers what is seen.</summary>
    /// <param name="hasCaptions">Whether this region has captions; without, a request for one is refused with 400.</param>
    public WireAnswer Answer(WireFindings findings, bool hasCaptions = true)
    {
        if (Request.Headers["Ocp-Apim-Subscription-Key"] != Key)
            return WireAnswer.Error(401, "401", "Access denied due to invalid subscription key or wrong API endpoint.");
        if (Request.Query["api-version"] != "2023-10-01")
            return WireAnswer.NotFound;
        return Service == WireService.Vision
            ? ImageAnalysisWire.Answer(Request, Image.Span, findings, hasCaptions)
            : ContentSafetyWire.Answer(Request, Image.Span, findings);
    }
}
