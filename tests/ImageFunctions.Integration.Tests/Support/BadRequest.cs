using System.Globalization;
using System.Text;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>A request that no sensible caller sends. The path is sent as it is, with its query.</summary>
internal sealed record BadRequest(
    string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body = null, string? ContentType = null,
    bool Chunked = false)
{
    /// <summary>The same with less in it, to find out what matters.</summary>
    public IEnumerable<BadRequest> Smaller()
    {
        if (Path.Contains('?', StringComparison.Ordinal))
            yield return this with { Path = Path.Split('?')[0] };
        for (var i = 0; i < Headers.Count; i++)
            yield return this with { Headers = [.. Headers.Where((_, at) => at != i)] };
        if (Chunked)
            yield return this with { Chunked = false };
        if (Body is { Length: > 0 })
            yield return this with { Body = Body[..(Body.Length / 2)] };
        if (Body is not null)
            yield return this with { Body = null, ContentType = null };
    }

    public async Task<Answer> SendAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(new HttpMethod(Method), new Uri($"{http.BaseAddress}{Path}", raw));
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            if (ContentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            foreach (var (name, value) in Headers.Where(header => header.Name == "Content-Encoding"))
                request.Content.Headers.TryAddWithoutValidation(name, value);
            if (Chunked)
                request.Headers.TransferEncodingChunked = true;
        }

        using var response = await http.SendAsync(request, cancellationToken);
        return await Answer.ReadAsync(response);
    }

    public override string ToString()
    {
        var text = new StringBuilder($"{Method} {Path}");
        foreach (var (name, value) in Headers)
            text.Append(CultureInfo.InvariantCulture, $"\n{name}: {value}");
        if (Body is not null)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nContent-Type: {ContentType}{(Chunked ? ", chunked" : "")}\n\n{Encoding.Latin1.GetString(Body)}");
        return text.ToString();
    }
}
