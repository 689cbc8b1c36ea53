using System.Text.Json;

namespace ImageFunctions.Bench;

/// <summary>Where an image is to be put, as the service or the reference's client says.</summary>
internal sealed record IssuedUpload(string ImageId, string Url, IReadOnlyDictionary<string, string> Headers)
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
