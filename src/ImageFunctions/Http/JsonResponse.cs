using System.IO.Pipelines;
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
    // A pipe's memory is from a pool: as arrays, answers were the most that reading allocates. All is written before any is
    // read, for the length comes first.
    private static readonly PipeOptions Buffering = new(
        pauseWriterThreshold: 0, minimumSegmentSize: 32 * 1024, useSynchronizationContext: false);

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
        var buffer = new Pipe(Buffering);
        using (var stream = buffer.Writer.AsStream())
            JsonSerializer.Serialize(stream, body, body.GetType(), ContractJson.Options);
        buffer.Reader.TryRead(out var json);
        var content = json.Buffer.Length >= Compression.Worthwhile ? Compression.Apply(json.Buffer, httpContext) : json.Buffer;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            foreach (var part in content)
                await response.Body.WriteAsync(part, httpContext.RequestAborted);
        }

        await buffer.Reader.CompleteAsync();
    }
}
