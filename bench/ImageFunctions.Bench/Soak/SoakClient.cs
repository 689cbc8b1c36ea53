using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Soak;

/// <summary>A caller as callers should be: it asks again until it has an answer that is one.</summary>
internal sealed class SoakClient(Uri root) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient _http = new() { BaseAddress = new Uri(root, "api/"), Timeout = TimeSpan.FromSeconds(40) };
    private int _repeats;

    /// <summary>Requests that had to be sent again.</summary>
    public int Repeats => _repeats;

    public void Dispose() => _http.Dispose();

    /// <summary>Uploads one file under a key that makes a repeat the same upload; returns the image's id.</summary>
    public async Task<string> UploadAsync(string key, byte[] content, string callbackUrl, CancellationToken cancellationToken)
    {
        var body = new { fileName = "soak.png", callbackUrl };
        using var issued = await AskAsync(HttpMethod.Post, "images/upload", cancellationToken, body, ("Idempotency-Key", key));
        var id = issued!.RootElement.GetProperty("imageId").GetString()!;
        while (!await PutAsync(IssuedUpload.Read(issued.RootElement), content, cancellationToken))
            await Task.Delay(Pause, cancellationToken);
        using var said = await AskAsync(HttpMethod.Post, $"images/{id}/complete", cancellationToken);
        return id;
    }

    /// <returns>The answer of a success, or null when there is no such thing.</returns>
    public async Task<JsonDocument?> AskAsync(
        HttpMethod method, string path, CancellationToken cancellationToken, object? body = null,
        params (string Name, string Value)[] headers)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            foreach (var (name, value) in headers)
                request.Headers.Add(name, value);
            try
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                if (response.StatusCode == HttpStatusCode.NotFound && method != HttpMethod.Get)
                    return null;
                if (response.IsSuccessStatusCode)
                    return await JsonDocument.ParseAsync(
                        await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
                if ((int)response.StatusCode is < 500 and not (404 or 409))
                    throw new InvalidOperationException($"{method} {path}: {response.StatusCode} "
                        + $"{await response.Content.ReadAsStringAsync(cancellationToken)}");
            }
            catch (Exception e) when (
                e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // The host was killed, or storage did not answer in time.
            }

            Interlocked.Increment(ref _repeats);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    // The URL creates once: a repeat whose first try got through is told that the blob exists.
    private async Task<bool> PutAsync(IssuedUpload issued, byte[] content, CancellationToken cancellationToken)
    {
        using var put = issued.Put(content);
        try
        {
            using var stored = await _http.SendAsync(put, cancellationToken);
            return stored.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
