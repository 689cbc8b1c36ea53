using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Load;

/// <summary>Calls the API as clients do, once each, and notes how long every call took and how it ended.</summary>
internal sealed class LoadClient : IDisposable
{
    /// <summary>Called once for every image.</summary>
    public const string UploadRoute = "POST images/upload";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // All who wait together ask at most a hundred times a second.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PausePerImage = TimeSpan.FromMilliseconds(10);

    private readonly HttpClient _api;
    private readonly HttpClient _storage = new();
    private readonly LoadLog _log;
    private int _waiting;

    public LoadClient(Uri service, string? key, LoadLog log)
    {
        _log = log;
        _api = new HttpClient { BaseAddress = new Uri(service, "api/") };
        if (key is not null)
            _api.DefaultRequestHeaders.Add("x-functions-key", key);
    }

    /// <exception cref="HttpRequestException">The service does not answer, or refuses the key.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var answer = await _api.GetAsync("images?limit=1", cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Brings an image in and waits until it is done; the log has what came of it.</summary>
    public async Task UploadAsync(string tag, byte[] content, CancellationToken cancellationToken)
    {
        var body = new { fileName = "load.jpg", tags = new[] { tag } };
        if (await CallAsync(UploadRoute, HttpMethod.Post, "images/upload", cancellationToken, body) is not { } answer)
            return;
        var issued = IssuedUpload.Read(answer);
        using var put = issued.Put(content);
        if (await SendAsync("PUT to storage", _storage, put, cancellationToken) is null)
            return;
        var image = _log.Uploaded(issued.ImageId);
        await CallAsync("POST images/{id}/complete", HttpMethod.Post, $"images/{image.Id}/complete", cancellationToken);
        Interlocked.Increment(ref _waiting);
        await FollowAsync(image, cancellationToken);
        Interlocked.Decrement(ref _waiting);
        if (image.Completed is not null)
            await GetImageAsync(image.Id, cancellationToken);
    }

    /// <summary>Brings images in, all at once, and waits until they are done.</summary>
    /// <returns>Their ids.</returns>
    public static async Task<IReadOnlyList<string>> UploadAllAsync(Uri service, string tag, int count, UploadImages images)
    {
        var log = new LoadLog();
        using var client = new LoadClient(service, null, log);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => client.UploadAsync(tag, images.Next(), CancellationToken.None)));
        return log.Images.Count(image => image.Completed is not null) == count ? [.. log.Images.Select(image => image.Id)]
            : throw new InvalidOperationException("Not every image was completed.");
    }

    public Task<JsonElement?> GetImageAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("GET images/{id}", HttpMethod.Get, $"images/{id}", cancellationToken);

    public Task<JsonElement?> GetStatusAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("GET images/{id}/status", HttpMethod.Get, $"images/{id}/status", cancellationToken);

    public Task<JsonElement?> ListAsync(CancellationToken cancellationToken) =>
        CallAsync("GET images", HttpMethod.Get, "images?limit=10", cancellationToken);

    public Task<JsonElement?> ListByTagAsync(string tag, CancellationToken cancellationToken) =>
        CallAsync("GET images?tag=", HttpMethod.Get, $"images?tag={tag}&limit=10", cancellationToken);

    /// <summary>The ids of all completed images with a tag, page by page.</summary>
    public async Task<IReadOnlySet<string>> AllByTagAsync(string tag, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>();
        for (var path = $"images?tag={tag}&limit=100"; ;)
        {
            using var page = await _api.GetFromJsonAsync<JsonDocument>(path, cancellationToken);
            foreach (var image in page!.RootElement.GetProperty("images").EnumerateArray())
            {
                if (Text(image, "status") == "completed")
                    found.Add(Text(image, "imageId"));
            }

            if (!page.RootElement.TryGetProperty("nextCursor", out var cursor))
                return found;
            path = $"images?tag={tag}&limit=100&cursor={Uri.EscapeDataString(cursor.GetString()!)}";
        }
    }

    public async Task DeleteAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var part in ids.Chunk(100))
        {
            using var answer = await _api.PostAsJsonAsync("images/delete", new { imageIds = part }, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    public void Dispose()
    {
        _api.Dispose();
        _storage.Dispose();
    }

    private async Task FollowAsync(LoadImage image, CancellationToken cancellationToken)
    {
        while (_log.Now < image.Uploaded + Patience.TotalSeconds)
        {
            var pause = PausePerImage * _waiting;
            await Task.Delay(pause > LeastPause ? pause : LeastPause, cancellationToken);
            if (await GetStatusAsync(image.Id, cancellationToken) is not { } status)
                continue;
            if (image.Thumbnails is null && Text(status.GetProperty("steps"), "thumbnails") == "completed")
                image.Thumbnails = _log.Now;
            var end = Text(status, "status");
            if (end is not ("completed" or "failed"))
                continue;
            if (end == "completed")
                image.Completed = _log.Now;
            else
                image.HasFailed = true;
            return;
        }
    }

    private Task<JsonElement?> CallAsync(
        string route, HttpMethod method, string path, CancellationToken cancellationToken, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return SendAsync(route, _api, request, cancellationToken);
    }

    /// <returns>The answer, an empty object where it has no body, or null after an error, which the log has.</returns>
    private async Task<JsonElement?> SendAsync(
        string route, HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var start = _log.Now;
        try
        {
            using var _ = request;
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            _log.Called(route, start, response.IsSuccessStatusCode ? null : Code(text) ?? $"HTTP {(int)response.StatusCode}");
            return !response.IsSuccessStatusCode ? null : JsonElement.Parse(text.Length > 0 ? text : "{}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _log.Called(route, start, e is HttpRequestException http ? $"{http.HttpRequestError}" : e.GetType().Name);
            return null;
        }
    }

    private static string? Code(string body) =>
        body.StartsWith('{') && JsonElement.Parse(body).TryGetProperty("code", out var code) ? code.GetString() : null;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
