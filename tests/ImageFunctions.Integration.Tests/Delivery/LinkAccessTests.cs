using System.Net;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Integration.Tests.Delivery;

/// <summary>What a signed link does not lead to.</summary>
public sealed class LinkAccessTests(ContractService service) : DeliveryTest(service)
{
    [Fact]
    public async Task A_link_that_was_changed_or_belongs_to_another_image_is_403()
    {
        var (id, other, soon) = (await CompletedAsync(), await CompletedAsync(), DateTimeOffset.UtcNow.AddHours(1));
        var link = Signed(id, "w_64", soon);
        var signature = link[(link.LastIndexOf('=') + 1)..];
        string[] wrong =
        [
            link.Replace("w_64", "w_65", StringComparison.Ordinal), link.Replace(id, other, StringComparison.Ordinal),
            link.Replace("&exp=", "&exp=1", StringComparison.Ordinal),
            link.Replace($"kid={ContractService.LinkKey.Id}", "kid=old", StringComparison.Ordinal),
            link.Replace($"kid={ContractService.LinkKey.Id}", "kid=nobody", StringComparison.Ordinal),
            link[..^1], link + "A", link.Replace(signature, signature.ToUpperInvariant(), StringComparison.Ordinal),
            link.Replace("&sig=", "&signature=", StringComparison.Ordinal),
            link.Split('?')[0], $"{link.Split('?')[0]}?kid={ContractService.LinkKey.Id}&exp=9999999999&sig=",
            link.Replace(id, id.ToUpperInvariant(), StringComparison.Ordinal),
            link.Replace("/w_64?", "/w_64,h_9999999?", StringComparison.Ordinal),
            Signed(id, "w_64", soon, secret: "another-secret-of-32-characters!"),
        ];
        foreach (var one in wrong)
            (await Host.GetAsync(one)).Problem(403, "link_invalid");
        (await Host.GetAsync(Signed(id, "w_64", DateTimeOffset.UtcNow.AddSeconds(-1)))).Problem(403, "link_expired");
        using var head = await SendAsync(HttpMethod.Head, wrong[0]);
        Assert.Equal(HttpStatusCode.Forbidden, head.StatusCode);
        Assert.Empty(await OnDemandAsync(id));
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
            var signed = ImageLinks.Sign("", read(id), read(options), ContractService.LinkKey.Id, ContractService.LinkKey.Secret,
                DateTimeOffset.UtcNow.AddHours(1));
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
        await Host.Services.Get<RecordChanges>()
            .ApplyAsync(image, record => record with { Moderation = new Moderation(ModerationState.Held) }, Token);
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
}
