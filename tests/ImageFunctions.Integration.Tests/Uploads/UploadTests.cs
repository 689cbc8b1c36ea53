using System.Globalization;
using System.Net;
using System.Web;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>POST images/upload and what its answer is good for.</summary>
public sealed class UploadTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Should_generate_pre_signed_URL()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "cat.png" })).Ok();
        var url = new Uri(issued.Text("uploadUrl"));
        var query = HttpUtility.ParseQueryString(url.Query);
        Assert.Equal("c", query["sp"]);
        Assert.Equal("b", query["sr"]);
        Assert.NotNull(query["sig"]);
        Assert.Equal(issued.Text("fileUrl"), url.GetLeftPart(UriPartial.Path));
        await Host.PutAsync(issued, NewPicture());
    }

    [Theory]
    [InlineData("notes.txt", null)]
    [InlineData("cat.png", "application/pdf")]
    [InlineData("cat.png", "image/svg+xml")]
    [InlineData("cat", null)]
    public async Task Should_validate_file_type(string fileName, string? fileType)
    {
        var answer = await Host.PostAsync("images/upload", new { fileName, fileType });
        answer.Problem(415, "unsupported_type");
    }

    [Fact]
    public async Task Should_create_a_table_entry()
    {
        var user = NewName();
        var id = await IssueAsync(new { fileName = "cat.png", title = "A cat", tags = new[] { "cat" } }, As(user));
        var image = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal("pending", image.Text("status"));
        Assert.Equal("A cat", image.Text("title"));
        Assert.Equal(["cat"], image.Texts("tags"));
        Assert.Equal(user, image.Text("userId"));
    }

    [Fact]
    public async Task The_answer_has_the_members_of_the_contract_and_no_others()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var issued = (await Host.PostAsync("images/upload", new { fileName = "cat.jpg", fileType = "image/jpeg" })).Ok();
        Assert.Equal(
            ["expiresAt", "expiresIn", "fields", "fileUrl", "headers", "imageId", "method", "statusUrl", "uploadUrl"], issued.Members());
        Assert.Equal("PUT", issued.Text("method"));
        Assert.Equal("BlockBlob", issued.Text("headers.x-ms-blob-type"));
        Assert.Equal("image/jpeg", issued.Text("headers.Content-Type"));
        Assert.Equal(3600, issued.Count("expiresIn"));
        Assert.Empty(issued.At("fields").EnumerateObject());
        Assert.InRange(issued.Time("expiresAt"), before.AddHours(1), DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal(7, Guid.Parse(issued.Text("imageId")).Version);
        Assert.Equal(new Uri(Host.Root, $"api/images/{issued.Text("imageId")}/status").AbsoluteUri, issued.Text("statusUrl"));
    }

    [Fact]
    public async Task POST_upload_is_an_alias()
    {
        var issued = (await Host.PostAsync("upload", new { fileName = "cat.png" })).Ok();
        Assert.Equal("pending", (await Host.GetAsync(issued.Text("statusUrl"))).Ok().Text("status"));
    }

    [Fact]
    public async Task The_URL_creates_the_blob_once_and_does_not_overwrite()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "cat.png" })).Ok();
        var picture = NewPicture();
        await Host.PutAsync(issued, picture);
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(issued.Text("uploadUrl"), NewPicture()));
        await Host.WaitForAsync(issued.Text("imageId"), "completed");
        var image = (await Host.GetAsync($"images/{issued.Text("imageId")}")).Ok();
        Assert.Equal(picture, await Host.Http.GetByteArrayAsync(image.Text("downloadUrl"), Token));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    public async Task The_URL_gives_no_other_access(string method)
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "cat.png" })).Ok();
        await Host.PutAsync(issued, NewPicture());
        using var request = new HttpRequestMessage(new HttpMethod(method), issued.Text("uploadUrl"));
        using var response = await Host.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task The_URL_creates_no_other_blob()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "cat.png" })).Ok();
        var other = issued.Text("uploadUrl").Replace(issued.Text("imageId"), UnknownId(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(other, NewPicture()));
    }

    [Fact]
    public async Task The_file_URL_alone_cannot_be_read()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "cat.png" })).Ok();
        await Host.PutAsync(issued, NewPicture());
        using var response = await Host.Http.GetAsync(issued.Text("fileUrl"), Token);
        Assert.False(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Unknown_request_members_are_ignored()
    {
        var body = new { fileName = "cat.png", imageId = UnknownId(), status = "completed", nested = new { a = new[] { 1 } } };
        var issued = (await Host.PostAsync("images/upload", body)).Ok();
        Assert.NotEqual(body.imageId, issued.Text("imageId"));
        Assert.Equal("pending", (await Host.GetAsync(issued.Text("statusUrl"))).Ok().Text("status"));
    }

    [Theory]
    [InlineData("../../etc/passwd.png", "passwd.png")]
    [InlineData(@"C:\photos\me.png", "me.png")]
    [InlineData("  spaced out.png ", "spaced out.png")]
    [InlineData("line\nbreak\u0000.png", "linebreak.png")]
    [InlineData("<script>.png", "<script>.png")]
    [InlineData("日本 €.png", "日本 €.png")]
    public async Task File_names_are_kept_as_text_without_path_and_control_characters(string given, string expected)
    {
        var answer = await Host.PostAsync("images/upload", new { fileName = given, fileType = "image/png" });
        var id = answer.Ok().Text("imageId");
        Assert.EndsWith(id, answer.Json.Text("fileUrl"), StringComparison.Ordinal);
        var name = (await Host.GetAsync($"images/{id}")).Ok().Text("fileName");
        Assert.Equal(expected, name);
    }

    [Fact]
    public async Task Times_are_ISO_8601_in_UTC_with_a_Z()
    {
        var image = await Contract.SampleAsync();
        foreach (var name in (string[])["uploadedAt", "uploadDate", "processedAt", "expiresAt"])
        {
            Assert.EndsWith("Z", image.Text(name), StringComparison.Ordinal);
            Assert.True(DateTimeOffset.TryParse(image.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _));
        }
    }

    [Fact]
    public async Task Expiry_is_30_days_away_or_as_many_as_the_caller_says()
    {
        var now = DateTimeOffset.UtcNow;
        var usual = (await Host.GetAsync($"images/{await IssueAsync()}")).Ok();
        var chosen = (await Host.GetAsync($"images/{await IssueAsync(new { fileName = "a.png", expiresInDays = 3 })}")).Ok();
        Assert.InRange((usual.Time("expiresAt") - now).TotalDays, 29.99, 30.01);
        Assert.InRange((chosen.Time("expiresAt") - now).TotalDays, 2.99, 3.01);
    }

    private async Task<HttpStatusCode> PutAsync(string url, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(content) };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        using var response = await Host.Http.SendAsync(request, Token);
        return response.StatusCode;
    }
}
