using System.Net;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>GET images/{id}/download.</summary>
public sealed class DownloadTests(ContractService service) : ContractTest(service)
{
    [Theory]
    [InlineData("", "Küste & Düne.jpg", "image/jpeg")]
    [InlineData("?variant=original", "Küste & Düne.jpg", "image/jpeg")]
    [InlineData("?variant=small", "Küste & Düne-small.jpg", "image/jpeg")]
    [InlineData("?variant=medium", "Küste & Düne-medium.jpg", "image/jpeg")]
    [InlineData("?variant=large", "Küste & Düne-large.jpg", "image/jpeg")]
    [InlineData("?variant=webp", "Küste & Düne-webp.webp", "image/webp")]
    public async Task Every_variant_is_saved_under_the_name_of_the_original(string query, string fileName, string type)
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        var download = (await Host.GetAsync($"images/{id}/download{query}")).Ok();
        Assert.Equal(["downloadUrl", "expiresIn"], download.Members());
        using var response = await Host.Http.GetAsync(download.Text("downloadUrl"), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(fileName, response.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task A_link_lives_at_least_an_hour_and_at_most_two()
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        Assert.InRange((await Host.GetAsync($"images/{id}/download")).Ok().Count("expiresIn"), 3600, 7200);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    public async Task Redirect_is_302_to_the_link(string redirect)
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var response = await client.GetAsync(
            new Uri(Host.Http.BaseAddress!, $"images/{id}/download?variant=small&redirect={redirect}"), Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var bytes = await client.GetByteArrayAsync(response.Headers.Location, Token);
        Assert.Equal([0xFF, 0xD8, 0xFF], bytes[..3]);
    }

    [Fact]
    public async Task Redirect_false_is_200()
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        (await Host.GetAsync($"images/{id}/download?redirect=false")).Ok();
    }

    [Theory]
    [InlineData("variant=huge", "variant")]
    [InlineData("variant=../uploads", "variant")]
    [InlineData("redirect=maybe", "redirect")]
    public async Task Any_other_value_is_400(string query, string field)
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        Assert.Equal([field], (await Host.GetAsync($"images/{id}/download?{query}")).Problem(400, "invalid_request").At("errors")
            .Members());
    }

    [Fact]
    public async Task Before_the_upload_the_original_is_409_not_uploaded() =>
        (await Host.GetAsync($"images/{await IssueAsync()}/download")).Problem(409, "not_uploaded");

    [Fact]
    public async Task Before_it_is_made_a_rendition_is_409_not_ready() =>
        (await Host.GetAsync($"images/{await IssueAsync()}/download?variant=webp")).Problem(409, "not_ready");

    [Fact]
    public async Task A_rendition_of_a_failed_image_is_404_variant_not_found()
    {
        var id = (await Host.ProcessAsync(new byte[2000])).Text("imageId");
        (await Host.GetAsync($"images/{id}/download?variant=webp")).Problem(404, "variant_not_found");
    }

    [Fact]
    public async Task An_unknown_image_is_404() => (await Host.GetAsync($"images/{UnknownId()}/download")).Problem(404, "image_not_found");

    [Fact]
    public async Task A_link_reads_that_blob_and_nothing_else()
    {
        var sample = await Contract.SampleAsync();
        var link = (await Host.GetAsync($"images/{sample.Text("imageId")}/download?variant=small")).Ok().Text("downloadUrl");
        using var other = await Host.Http.GetAsync(link.Replace("/small?", "/webp?", StringComparison.Ordinal), Token);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using var delete = await Host.Http.DeleteAsync(link, Token);
        Assert.Equal(HttpStatusCode.Forbidden, delete.StatusCode);
    }
}
