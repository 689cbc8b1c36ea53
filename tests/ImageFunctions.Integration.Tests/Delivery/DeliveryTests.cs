using System.Net;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Contracts;
using ImageFunctions.Delivery;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Delivery;

/// <summary>GET i/{id}/{options}: pictures of any size by signed links.</summary>
public sealed class DeliveryTests(ContractService service) : ContractTest(service)
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
            var header = Host.Services.Get<ImageRenderer>().Engine.Inspect(bytes);
            Assert.Equal((width, height), (header.Width, header.Height));
        }

        Assert.Equal(options.Contains("f_auto", StringComparison.Ordinal) || !options.Contains("f_", StringComparison.Ordinal), answer.Headers.Vary.Contains("Accept"));
        using var again = await GetAsync(link, ("Accept", accept));
        Assert.Equal(bytes, await again.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_picture_may_be_kept_for_as_long_as_its_link_is_good_and_shown_on_any_page()
    {
        using var answer = await GetAsync(Signed(await CompletedAsync(), "w_64,f_jpeg", DateTimeOffset.UtcNow.AddHours(1)));
        Assert.True(answer.Headers.CacheControl is { Public: true, NoStore: false } cache && cache.MaxAge!.Value.TotalSeconds is > 3500 and <= 3600);
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
        Assert.Equal((HttpStatusCode.OK, bytes.Length, tag), (head.StatusCode, (int)head.Content.Headers.ContentLength!, head.Headers.ETag?.ToString()));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));

        using var known = await GetAsync(link, ("If-None-Match", $"\"other\", {tag}"));
        Assert.Equal((HttpStatusCode.NotModified, tag), (known.StatusCode, known.Headers.ETag?.ToString()));

        foreach (var (range, from, to) in new[] { ("bytes=0-9", 0, 10), ("bytes=10-", 10, bytes.Length), ("bytes=-7", bytes.Length - 7, bytes.Length), ("bytes=5-999999", 5, bytes.Length) })
        {
            using var part = await GetAsync(link, ("Range", range), ("If-Range", tag));
            Assert.Equal((HttpStatusCode.PartialContent, $"bytes {from}-{to - 1}/{bytes.Length}"), (part.StatusCode, part.Content.Headers.ContentRange?.ToString()));
            Assert.Equal(bytes[from..to], await part.Content.ReadAsByteArrayAsync(Token));
        }

        foreach (var (range, condition) in new[] { ("bytes=0-1,3-4", tag), ("lines=0-1", tag), ("bytes=0-9", "\"other\""), ("bytes=9-0", tag) })
        {
            using var all = await GetAsync(link, ("Range", range), ("If-Range", condition));
            Assert.Equal((HttpStatusCode.OK, bytes.Length), (all.StatusCode, (await all.Content.ReadAsByteArrayAsync(Token)).Length));
        }

        using var beyond = await GetAsync(link, ("Range", "bytes=999999-"));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{bytes.Length}"), (beyond.StatusCode, beyond.Content.Headers.ContentRange?.ToString()));
    }

    [Fact]
    public async Task A_link_that_was_changed_or_belongs_to_another_image_is_403()
    {
        var (id, other, soon) = (await CompletedAsync(), await CompletedAsync(), DateTimeOffset.UtcNow.AddHours(1));
        var link = Signed(id, "w_64", soon);
        var signature = link[(link.LastIndexOf('=') + 1)..];
        string[] wrong =
        [
            link.Replace("w_64", "w_65", StringComparison.Ordinal), link.Replace(id, other, StringComparison.Ordinal), link.Replace("&exp=", "&exp=1", StringComparison.Ordinal),
            link.Replace($"kid={ContractService.LinkKey.Id}", "kid=old", StringComparison.Ordinal), link.Replace($"kid={ContractService.LinkKey.Id}", "kid=nobody", StringComparison.Ordinal),
            link[..^1], link + "A", link.Replace(signature, signature.ToUpperInvariant(), StringComparison.Ordinal), link.Replace("&sig=", "&signature=", StringComparison.Ordinal),
            link.Split('?')[0], $"{link.Split('?')[0]}?kid={ContractService.LinkKey.Id}&exp=9999999999&sig=", link.Replace(id, id.ToUpperInvariant(), StringComparison.Ordinal),
            link.Replace("/w_64?", "/w_64,h_9999999?", StringComparison.Ordinal), Signed(id, "w_64", soon, secret: "another-secret-of-32-characters!"),
        ];
        foreach (var one in wrong)
            (await Host.GetAsync(one)).Problem(403, "link_invalid");
        (await Host.GetAsync(Signed(id, "w_64", DateTimeOffset.UtcNow.AddSeconds(-1)))).Problem(403, "link_expired");
        using var head = await SendAsync(HttpMethod.Head, wrong[0]);
        Assert.Equal(HttpStatusCode.Forbidden, head.StatusCode);
        Assert.Empty(await OnDemandAsync(id));
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
        Assert.Equal(["options"], (await Host.PostAsync($"images/{id}/links", new { options = new[] { "w_64", options } })).Problem(400, "invalid_request").At("errors").Members());
    }

    [Theory]
    [InlineData("..%2f..%2fimages", "w_64")]
    [InlineData("%2e%2e", "w_64")]
    [InlineData("{id}", "..%2fwebp")]
    [InlineData("{id}", "w_64%2f..%2fwebp")]
    [InlineData("{id}%2fwebp", "w_64")]
    public async Task No_path_leads_out_of_the_image(string id, string options)
    {
        id = id.Replace("{id}", await CompletedAsync(), StringComparison.Ordinal);
        // Signed as it is written and as it is read.
        foreach (var read in (Func<string, string>[])[text => text, Uri.UnescapeDataString])
        {
            var signed = ImageLinks.Sign("", read(id), read(options), ContractService.LinkKey.Id, ContractService.LinkKey.Secret, DateTimeOffset.UtcNow.AddHours(1));
            using var answer = await GetAsync($"i/{id}/{options}?{signed[(signed.LastIndexOf('?') + 1)..]}");
            Assert.Contains((int)answer.StatusCode, (int[])[400, 403, 404]);
        }
    }

    [Fact]
    public async Task What_moderation_does_not_let_pass_is_not_delivered_by_links_of_before_either()
    {
        var id = await CompletedAsync();
        var link = await LinkAsync(id, "w_64,f_jpeg");
        using var before = await GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        var image = (await Host.Services.Get<ImageRecords>().GetAsync(ImageId.Parse(id)!.Value, Token))!;
        await Host.Services.Get<RecordChanges>().ApplyAsync(image, record => record with { Moderation = new Moderation(ModerationState.Held) }, Token);
        (await Host.GetAsync(link)).Problem(404, "image_not_found");
        (await Host.GetAsync(link, ("If-None-Match", before.Headers.ETag!.ToString()))).Problem(404, "image_not_found");
        (await Host.PostAsync($"manage/moderation/{id}/reject")).Ok();
        (await Host.GetAsync(link)).Problem(404, "image_not_found");
        Assert.Empty(await OnDemandAsync(id));
    }

    [Fact]
    public async Task A_deleted_image_is_404_and_a_purge_takes_its_pictures_along()
    {
        var id = await CompletedAsync();
        var link = await LinkAsync(id, "w_64,f_jpeg");
        (await GetAsync(link)).EnsureSuccessStatusCode().Dispose();
        Assert.Single(await OnDemandAsync(id));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await Host.GetAsync(link)).Problem(404, "image_not_found");
        (await Host.PostAsync($"images/{id}/restore")).Ok();
        (await GetAsync(link)).EnsureSuccessStatusCode().Dispose();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        (await Host.GetAsync(link)).Problem(404, "image_not_found");
        Assert.Empty(await OnDemandAsync(id));
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
    public async Task A_hundred_first_requests_to_two_hosts_render_once()
    {
        var id = await CompletedAsync();
        var calls = new StorageCalls();
        await using var storage = await StorageProxy.StartAsync(Host.ConnectionString, Token);
        storage.Before = calls.SeeAsync;
        await using var http = await ServiceHost.StartAsync(Host.ConnectionString, ContractService.Quiet(ContractService.LinkSettings), storage);
        await using var other = new AppServices(storage.ConnectionString, ContractService.LinkSettings);
        var link = Signed(id, "w_100,f_webp", DateTimeOffset.UtcNow.AddHours(1));
        calls.Take();

        var deliver = other.Get<DeliverImage>();
        var query = System.Web.HttpUtility.ParseQueryString(link.Split('?')[1]);
        var here = Enumerable.Range(0, 50).Select(_ => deliver.RunAsync(
            new DeliveryLink(id, "w_100,f_webp", query["kid"], query["exp"], query["sig"]), "*/*", _ => false, Token));
        var there = Enumerable.Range(0, 50).Select(_ => http.Http.GetByteArrayAsync(link, Token));
        var (pictures, bytes) = (Task.WhenAll(here), Task.WhenAll(there));

        Assert.All(await bytes, one => Assert.Equal(one, bytes.Result[0]));
        Assert.All(await pictures, one => Assert.Equal(bytes.Result[0], one.Picture!.Content.ToArray()));
        Assert.Equal(1, calls.Take()["uploads read"]);
        Assert.Single(await OnDemandAsync(id));
    }

    [Fact]
    public async Task A_picture_that_another_host_is_making_is_waited_for_with_patience_but_not_for_ever()
    {
        var id = await CompletedAsync();
        var link = await LinkAsync(id, "w_64,f_jpeg");
        using (var first = await GetAsync(link))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var name = (await OnDemandAsync(id)).Single();
        await Container.DeleteBlobAsync(name, cancellationToken: Token);
        await Container.GetBlobClient($"{name}.claim").UploadAsync(BinaryData.Empty, Token);

        await using var hasty = new AppServices(Host.ConnectionString, new(ContractService.LinkSettings) { ["Delivery:WaitSeconds"] = "1" });
        var query = System.Web.HttpUtility.ParseQueryString(link.Split('?')[1]);
        var busy = await Assert.ThrowsAsync<ProblemException>(() => hasty.Get<DeliverImage>().RunAsync(
            new DeliveryLink(id, "w_64,f_jpeg", query["kid"], query["exp"], query["sig"]), "", _ => false, Token));
        Assert.Equal(("render_busy", TimeSpan.FromSeconds(2)), (busy.Code.Word, busy.RetryAfter));
        await Container.DeleteBlobAsync($"{name}.claim", cancellationToken: Token);
        using var second = await GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task An_image_that_is_not_processed_is_409() =>
        (await Host.GetAsync(Signed(await IssueAsync(), "w_64", DateTimeOffset.UtcNow.AddHours(1)))).Problem(409, "not_ready");

    private BlobContainerClient Container => new(Host.ConnectionString, "variants");

    private static string Signed(string id, string options, DateTimeOffset expires, string? secret = null) =>
        ImageLinks.Sign("", id, options, ContractService.LinkKey.Id, secret ?? ContractService.LinkKey.Secret, expires).TrimStart('/');

    private async Task<string> LinkAsync(string id, string options)
    {
        var links = (await Host.PostAsync($"images/{id}/links", new { options = new[] { options } })).Ok();
        return links.Items("links").Single().Text("url");
    }

    private Task<HttpResponseMessage> GetAsync(string link, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, link, headers);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string link, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, link);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Host.Http.SendAsync(request, Token);
    }

    private async Task<IReadOnlyList<string>> OnDemandAsync(string id)
    {
        var names = new List<string>();
        await foreach (var blob in Container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{id}/on-demand/" }, Token))
            names.Add(blob.Name);
        return names;
    }
}
