using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace ImageFunctions.Pages.Tests;

/// <summary>How the pages' files are served.</summary>
public sealed class PageFileTests(GallerySite site)
{
    [Theory]
    [InlineData("gallery", "text/html")]
    [InlineData("docs", "text/html")]
    [InlineData("openapi.json", "application/json")]
    public async Task A_page_needs_no_key_and_is_asked_about_before_each_use(string path, string type)
    {
        using var page = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(type, page.Content.Headers.ContentType!.MediaType);
        Assert.True(page.Headers.CacheControl!.NoCache);
        using var again = await GetAsync(path, ("If-None-Match", page.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("gallery")]
    [InlineData("docs")]
    public async Task A_page_may_run_and_load_only_what_is_its_own(string path)
    {
        using var page = await GetAsync(path);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"connect-src 'self' {site.BlobOrigin};", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Files_are_kept_for_good_under_the_present_version_only()
    {
        var file = await FileOfAsync("gallery", "app.js");
        using var present = await GetAsync(file);
        Assert.Equal("text/javascript", present.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", present.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var old = await GetAsync("gallery/000000000000/app.js");
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        Assert.True(old.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Files_are_sent_compressed_to_those_who_can_read_it()
    {
        var file = await FileOfAsync("docs", "swagger-ui-bundle.js");
        using var plain = await GetAsync(file);
        using var packed = await GetAsync(file, ("Accept-Encoding", "gzip"));
        Assert.Equal("gzip", packed.Content.Headers.ContentEncoding.Single());
        Assert.True(packed.Content.Headers.ContentLength < plain.Content.Headers.ContentLength / 3);
    }

    [Theory]
    [InlineData("br, gzip;q=0.5", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, deflate", null)]
    public async Task Answers_are_packed_for_those_who_can_unpack_them(string accepted, string? encoding)
    {
        for (var i = 0; i < 4; i++)
            await site.RequestUploadAsync($"packed-{i}.png");
        using var answer = await GetAsync("images?limit=4", ("Accept-Encoding", accepted));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using var plain = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        var page = await JsonSerializer.DeserializeAsync<JsonElement>(plain, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(4, page.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Small_answers_stay_as_they_are()
    {
        using var answer = await GetAsync("images/none", ("Accept-Encoding", "gzip"));
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("gallery/x/index.html")]
    [InlineData("gallery/x/..%2f..%2fhost.json")]
    [InlineData("gallery/x/..%5c..%5chost.json")]
    [InlineData("gallery/../x/openapi.json")]
    [InlineData("docs/x/unknown.js")]
    [InlineData("docs/x/SWAGGER-UI.CSS")]
    public async Task Only_files_of_the_page_can_be_had(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(
            $"{site.Root}api/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("route_not_found", await answer.Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gallery")]
    [InlineData("docs")]
    public async Task A_slash_at_the_end_leads_to_the_page(string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Http.BaseAddress };
        using var answer = await client.GetAsync($"{path}/?tag=x", TestContext.Current.CancellationToken);
        Assert.Equal(308, (int)answer.StatusCode);
        Assert.Equal($"/api/{path}?tag=x", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_viewer_comes_with_its_licence()
    {
        Assert.Contains("Apache License", await site.Http.GetStringAsync(
            await FileOfAsync("docs", "swagger-ui.LICENSE.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("swagger", await site.Http.GetStringAsync(
            await FileOfAsync("docs", "swagger-ui.NOTICE.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_for_the_headers_has_no_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "gallery");
        using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 0);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private async Task<string> FileOfAsync(string page, string name)
    {
        var html = await site.Http.GetStringAsync(page, TestContext.Current.CancellationToken);
        var start = html.IndexOf($"\"{page}/", StringComparison.Ordinal) + 1;
        return html[start..(start + page.Length + 14)] + name;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
