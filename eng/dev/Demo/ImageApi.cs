using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageFunctions.Dev.Demo;

/// <summary>The few calls of the HTTP contract that bring an image in and its variants out, as any client would make them.</summary>
/// <param name="client">Its base address is the API's, with a slash at its end.</param>
internal sealed class ImageApi(HttpClient client)
{
    /// <summary>Asks for an upload URL and puts the content there.</summary>
    /// <returns>The image's id.</returns>
    /// <exception cref="HttpRequestException">The service or the storage refuses; the message has its answer.</exception>
    public async Task<string> UploadAsync(Picture picture, CancellationToken cancellationToken)
    {
        using var asked = await client.PostAsJsonAsync(
            "images/upload", new { fileName = picture.FileName, fileType = PictureFiles.ContentType(picture.FileName) }, cancellationToken);
        var ticket = await ReadAsync(asked, cancellationToken);

        using var put = new HttpRequestMessage(HttpMethod.Put, ticket["uploadUrl"]!.GetValue<string>());
        put.Content = new ByteArrayContent(picture.Content);
        foreach (var (name, value) in ticket["headers"]!.AsObject())
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                put.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value!.GetValue<string>());
            else
                put.Headers.TryAddWithoutValidation(name, value!.GetValue<string>());
        using var stored = await client.SendAsync(put, cancellationToken);
        await CheckAsync(stored, cancellationToken);
        return ticket["imageId"]!.GetValue<string>();
    }

    /// <summary>The state, when it changes or after 20 seconds.</summary>
    public async Task<JsonNode> StatusAsync(string imageId, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync($"images/{imageId}/status?wait=20", cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    public async Task<JsonNode> ImageAsync(string imageId, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync($"images/{imageId}", cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    /// <summary>What is behind a signed URL.</summary>
    public async Task<byte[]> DownloadAsync(string url, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(url, cancellationToken);
        await CheckAsync(answer, cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await CheckAsync(answer, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        throw new HttpRequestException(Sentence(body) ?? $"{(int)answer.StatusCode} {answer.ReasonPhrase}", null, answer.StatusCode);
    }

    /// <summary>What a problem document says to people, or null where there is none.</summary>
    private static string? Sentence(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject problem ? (problem["detail"] ?? problem["title"])?.GetValue<string>() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
