using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>What came back: status, headers, and the body as JSON if it is any.</summary>
internal sealed record Answer(int Status, string Text, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The body of a success.</summary>
    public JsonElement Ok(int status = 200)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        return Json;
    }

    /// <summary>Checks that this is a problem document with a code, and returns it.</summary>
    /// <param name="field">The only one that it finds fault with.</param>
    public JsonElement Problem(int status, string code, string? field = null)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(code, Json.Text("code"));
        Assert.Equal(status, Json.Count("status"));
        foreach (var member in (string[])["type", "title", "detail", "instance", "traceId"])
            Assert.False(string.IsNullOrEmpty(Json.GetProperty(member).GetString()));
        if (field is not null)
            Assert.Equal([field], Json.At("errors").Members());
        return Json;
    }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token),
            response.Content.Headers.ContentType?.MediaType, headers);
    }
}
