using System.Net;

namespace ImageFunctions.Integration.Tests.Delivery;

/// <summary>GET i/{id}/{options}: pictures of any size by signed links.</summary>
public sealed class DeliveryTests(ContractService service) : DeliveryTest(service)
{
    [Theory]
    [InlineData("w_64,f_auto", "image/avif,image/webp,*/*;q=0.8", "image/avif", 64, 48)]
    [InlineData("h_48", "image/webp,*/*", "image/webp", 64, 48)]
    [InlineData("w_64,f_auto", "image/avif;q=0,*/*", "image/jpeg", 64, 48)]
    [InlineData("w_40,h_40,fit_cover,g_smart,f_webp", "*/*", "image/webp", 40, 40)]
    [InlineData("w_90,h_40,fit_contain,f_webp,bg_336699", "*/*", "image/webp", 90, 40)]
    [InlineData("w_4000,f_jpeg,q_50", "image/webp", "image/jpeg", 160, 120)]
    public async Task A_link_leads_to_the_picture_that_it_asks_for(string options, string accept, string type, int width, int height)
    {
        var link = await LinkAsync(await CompletedAsync(), options);
        using var answer = await GetAsync(link, ("Accept", accept));
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var bytes = await answer.Content.ReadAsByteArrayAsync(Token);
        if (type != "image/avif")
        {
            var header = Engine.Inspect(bytes);
            Assert.Equal((width, height), (header.Width, header.Height));
        }

        Assert.Equal(
            options.Contains("f_auto", StringComparison.Ordinal) || !options.Contains("f_", StringComparison.Ordinal),
            answer.Headers.Vary.Contains("Accept"));
        using var again = await GetAsync(link, ("Accept", accept));
        Assert.Equal(bytes, await again.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_picture_may_be_kept_for_as_long_as_its_link_is_good_and_shown_on_any_page()
    {
        using var answer = await GetAsync(Signed(await CompletedAsync(), "w_64,f_jpeg", DateTimeOffset.UtcNow.AddHours(1)));
        Assert.True(answer.Headers.CacheControl is { Public: true, NoStore: false } cache
            && cache.MaxAge!.Value.TotalSeconds is > 3500 and <= 3600);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["cross-origin"], answer.Headers.GetValues("Cross-Origin-Resource-Policy"));
        using var longer = await GetAsync(Signed(await CompletedAsync(), "w_64,f_jpeg", DateTimeOffset.UtcNow.AddYears(5)));
        Assert.Equal(TimeSpan.FromDays(365), longer.Headers.CacheControl!.MaxAge);
    }

    [Fact]
    public async Task Headers_parts_and_what_the_caller_has_are_answered_as_HTTP_says()
    {
        var link = await LinkAsync(await CompletedAsync(), "w_64,f_jpeg");
        using var whole = await GetAsync(link);
        var (bytes, tag) = (await whole.Content.ReadAsByteArrayAsync(Token), whole.Headers.ETag!.ToString());

        using var head = await SendAsync(HttpMethod.Head, link);
        Assert.Equal((HttpStatusCode.OK, bytes.Length, tag),
            (head.StatusCode, (int)head.Content.Headers.ContentLength!, head.Headers.ETag?.ToString()));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));

        using var known = await GetAsync(link, ("If-None-Match", $"\"other\", {tag}"));
        Assert.Equal((HttpStatusCode.NotModified, tag), (known.StatusCode, known.Headers.ETag?.ToString()));

        (string, int, int)[] ranges =
        [
            ("bytes=0-9", 0, 10), ("bytes=10-", 10, bytes.Length), ("bytes=-7", bytes.Length - 7, bytes.Length),
            ("bytes=5-999999", 5, bytes.Length)
        ];
        foreach (var (range, from, to) in ranges)
        {
            using var part = await GetAsync(link, ("Range", range), ("If-Range", tag));
            Assert.Equal((HttpStatusCode.PartialContent, $"bytes {from}-{to - 1}/{bytes.Length}"),
                (part.StatusCode, part.Content.Headers.ContentRange?.ToString()));
            Assert.Equal(bytes[from..to], await part.Content.ReadAsByteArrayAsync(Token));
        }

        (string, string)[] ignored = [("bytes=0-1,3-4", tag), ("lines=0-1", tag), ("bytes=0-9", "\"other\""), ("bytes=9-0", tag)];
        foreach (var (range, condition) in ignored)
        {
            using var all = await GetAsync(link, ("Range", range), ("If-Range", condition));
            Assert.Equal((HttpStatusCode.OK, bytes.Length), (all.StatusCode, (await all.Content.ReadAsByteArrayAsync(Token)).Length));
        }

        using var beyond = await GetAsync(link, ("Range", "bytes=999999-"));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{bytes.Length}"),
            (beyond.StatusCode, beyond.Content.Headers.ContentRange?.ToString()));
    }

    [Theory]
    [InlineData("f_auto")]
    [InlineData("w_0")]
    [InlineData("w_4097")]
    [InlineData("w_99999999999999999999")]
    [InlineData("w_-1")]
    [InlineData("w_+64")]
    [InlineData("w_64.5")]
    [InlineData("w_64,w_65")]
    [InlineData("w_64,")]
    [InlineData("w_64,fit_cover")]
    [InlineData("h_64,fit_contain")]
    [InlineData("w_64,fit_Cover")]
    [InlineData("w_64,g_0")]
    [InlineData("w_64,f_bmp")]
    [InlineData("w_64,q_0")]
    [InlineData("w_64,q_101")]
    [InlineData("w_64,bg_red")]
    [InlineData("w_64,blur_50")]
    [InlineData("W_64")]
    [InlineData("original")]
    public async Task Options_that_are_none_or_beyond_the_limits_are_400_however_well_signed(string options)
    {
        var id = UnknownId();
        (await Host.GetAsync(Signed(id, options, DateTimeOffset.UtcNow.AddHours(1)))).Problem(400, "invalid_request");
        (await Host.PostAsync($"images/{id}/links", new { options = new[] { "w_64", options } }))
            .Problem(400, "invalid_request", "options");
    }

    [Fact]
    public async Task A_crop_follows_the_focal_point()
    {
        var id = await CompletedAsync();
        var link = await LinkAsync(id, "w_40,h_90,fit_cover,f_jpeg");
        using var before = await GetAsync(link);
        (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { focalPoint = new { x = 0, y = 0.5 } })).Ok();
        using var after = await GetAsync(link);
        Assert.NotEqual(await before.Content.ReadAsByteArrayAsync(Token), await after.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task An_image_that_is_not_processed_is_409() =>
        (await Host.GetAsync(Signed(await IssueAsync(), "w_64", DateTimeOffset.UtcNow.AddHours(1)))).Problem(409, "not_ready");
}
