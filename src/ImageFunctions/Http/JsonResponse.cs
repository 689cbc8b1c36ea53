using System.Text.Json;
using ImageFunctions.Contracts;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>
/// A JSON answer. The Functions worker sends the result object itself to the host as well, so it keeps its state private:
/// the body would travel twice otherwise.
/// </summary>
internal sealed class JsonResponse(
    object? body, int status = StatusCodes.Status200OK, string contentType = "application/json; charset=utf-8") : IResult
{
    private readonly Dictionary<string, string> _headers = new()
    {
        ["Cache-Control"] = "private, no-cache",
        ["X-Content-Type-Options"] = "nosniff",
    };

    public static JsonResponse Accepted(object body, string? location = null)
    {
        var answer = new JsonResponse(body, StatusCodes.Status202Accepted);
        return location is null ? answer : answer.With("Location", location);
    }

    public JsonResponse With(string header, string value)
    {
        _headers[header] = value;
        return this;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        foreach (var (name, value) in _headers)
            response.Headers[name] = value;
        if (body is null)
            return;
        response.ContentType = contentType;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ContractJson.Options);
        if (bytes.Length >= Compression.Worthwhile)
            bytes = Compression.Apply(bytes, httpContext);
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
