using System.Text.Json;
using ImageFunctions.Contracts;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>Reads JSON bodies: of bounded size, and every fault in them is a clear 400.</summary>
internal static class RequestBody
{
    private const int MaxBytes = 256 * 1024;

    /// <exception cref="ProblemException">The body is no JSON object of the expected form.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        using var document = await ParseAsync(request, cancellationToken);
        return Read<T>(document.RootElement)!;
    }

    /// <summary>One item of a body, which may be null.</summary>
    /// <exception cref="ProblemException">It has the wrong form.</exception>
    public static T? Read<T>(JsonElement value)
        where T : class
    {
        try
        {
            return value.Deserialize<T>(ContractJson.Options);
        }
        catch (JsonException e)
        {
            var field = e.Path is { Length: > 2 } path ? path[2..] : "body";
            throw ProblemException.Invalid(field, $"{field} has the wrong type.");
        }
    }

    /// <summary>The body as a JSON object. The caller disposes it.</summary>
    public static async Task<JsonDocument> ParseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(HeaderParameters.Value(request.ContentType)))
            throw new ProblemException(ProblemCodes.UnsupportedMediaType, "The body must be application/json.");
        if (request.ContentLength > MaxBytes)
            throw new ProblemException(ProblemCodes.BodyTooLarge, $"The body may have at most {MaxBytes:N0} bytes.");
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes)
                throw new ProblemException(ProblemCodes.BodyTooLarge, $"The body may have at most {MaxBytes:N0} bytes.");
        }

        try
        {
            var document = JsonDocument.Parse(WithoutMark(buffer), new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException e)
        {
            throw new ProblemException(ProblemCodes.InvalidJson, "The body is not valid JSON.", e);
        }

        throw new ProblemException(ProblemCodes.InvalidJson, "The body must be a JSON object.");
    }

    // Nothing is taken for JSON, as many clients leave the header out.
    private static bool IsJson(string type) =>
        type is "" or "application/json" || (type.StartsWith("application/", StringComparison.Ordinal)
        && type.EndsWith("+json", StringComparison.Ordinal));

    // RFC 8259 section 8.1: a reader may ignore a byte order mark, and some editors put one there.
    private static ReadOnlyMemory<byte> WithoutMark(MemoryStream body)
    {
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }
}
