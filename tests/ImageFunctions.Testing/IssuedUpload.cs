using System.Text.Json;

namespace ImageFunctions.Testing;

/// <summary>Where and how an image is to be put, as whoever gave out the URL says.</summary>
public sealed record IssuedUpload(string ImageId, string Url, IReadOnlyDictionary<string, string> Headers)
{
    public static IssuedUpload Read(JsonElement answer) => new(
        answer.GetProperty("imageId").GetString()!,
        answer.GetProperty("uploadUrl").GetString()!,
        answer.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!));

    public HttpRequestMessage Put(byte[] content)
    {
        var put = new HttpRequestMessage(HttpMethod.Put, Url) { Content = new ByteArrayContent(content) };
        foreach (var (name, value) in Headers)
        {
            if (!put.Headers.TryAddWithoutValidation(name, value))
                put.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return put;
    }
}
