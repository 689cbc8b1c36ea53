using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageFunctions.Dev.Demo;

/// <summary>How an image fared.</summary>
/// <param name="Status">The last status, or null when the upload itself failed.</param>
/// <param name="Image">The finished image as the API tells it.</param>
/// <param name="Files">Its variants, by the name of each.</param>
internal sealed record JourneyResult(
    Picture Picture, string? Status, string? Problem, TimeSpan Elapsed, JsonNode? Image, IReadOnlyDictionary<string, byte[]> Files)
{
    public bool Completed => Status == "completed";

    public IEnumerable<string> Labels => Image?["analysis"]?["labels"]?.AsArray().Select(label => label!.GetValue<string>()) ?? [];
}

/// <summary>One image on its way from upload to its variants.</summary>
internal sealed class Journey(ImageApi api, Picture picture)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PauseBetweenAnswers = TimeSpan.FromMilliseconds(150);

    /// <param name="onProgress">Receives 0 to 100.</param>
    public async Task<JourneyResult> RunAsync(Action<double> onProgress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        string? status = null;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            var imageId = await api.UploadAsync(picture, deadline.Token);
            JsonNode answer;
            do
            {
                answer = await api.StatusAsync(imageId, deadline.Token);
                status = answer["status"]!.GetValue<string>();
                onProgress(answer["progress"]?.GetValue<double>() ?? 0);
                await Task.Delay(PauseBetweenAnswers, deadline.Token);
            }
            while (status is "pending" or "uploaded" or "processing");

            if (status != "completed")
                return Result(Explain(answer));
            var image = await api.ImageAsync(imageId, deadline.Token);
            return Result(null) with { Image = image, Files = await FilesAsync(image, deadline.Token) };
        }
        catch (Exception error) when (error is HttpRequestException or JsonException)
        {
            return Result(error.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(string.Create(CultureInfo.InvariantCulture, $"not finished after {Deadline.TotalMinutes} minutes"));
        }

        JourneyResult Result(string? problem) => new(picture, status, problem, clock.Elapsed, null, new Dictionary<string, byte[]>());
    }

    private async Task<Dictionary<string, byte[]>> FilesAsync(JsonNode image, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, byte[]>
        {
            ["webp.webp"] = await api.DownloadAsync(image["webpUrl"]!.GetValue<string>(), cancellationToken)
        };
        foreach (var (name, url) in image["thumbnails"]!.AsObject())
            files[$"{name}.jpg"] = await api.DownloadAsync(url!.GetValue<string>(), cancellationToken);
        return files;
    }

    private static string Explain(JsonNode answer) => answer["error"] is { } error
        ? $"{error["message"]} ({error["code"]})"
        : answer["message"]?.GetValue<string>() ?? "";
}
