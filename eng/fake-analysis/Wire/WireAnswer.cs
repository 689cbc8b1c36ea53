using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.FakeAnalysis.Wire;

/// <summary>An answer on its way out.</summary>
public sealed record WireAnswer(int Status, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static WireAnswer NotFound { get; } = Error(404, "404", "Resource not found");

    public static WireAnswer Ok(JsonObject body) => new(200, body.ToJsonString());

    /// <summary>{"error":{"code","message","innererror":{"code","message"}}} with the code as a header too.</summary>
    public static WireAnswer Error(int status, string code, string message, string? innerCode = null, string? retryAfter = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (innerCode is not null)
            error["innererror"] = new JsonObject { ["code"] = innerCode, ["message"] = message };
        var headers = new Dictionary<string, string> { ["x-ms-error-code"] = code };
        if (retryAfter is not null)
            headers["Retry-After"] = retryAfter;
        return new WireAnswer(status, new JsonObject { ["error"] = error }.ToJsonString()) { Headers = headers };
    }

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json";
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        await response.WriteAsync(Body, response.HttpContext.RequestAborted);
    }
}
