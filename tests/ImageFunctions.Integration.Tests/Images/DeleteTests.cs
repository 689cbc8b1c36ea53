using System.Net;
using Azure.Data.Tables;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>DELETE images/{id}, soft and for good.</summary>
public sealed class DeleteTests(ContractService service) : ContractTest(service)
{
    [Theory]
    [InlineData("")]
    [InlineData("?purge=false")]
    [InlineData("?purge=true")]
    public async Task It_is_200_with_a_message_and_the_id(string query)
    {
        var id = await IssueAsync();
        var answer = (await Host.SendAsync(HttpMethod.Delete, $"images/{id}{query}")).Ok();
        Assert.Equal(["imageId", "message"], answer.Members());
        Assert.Equal(id, answer.Text("imageId"));
        Assert.Equal("Image deleted successfully", answer.Text("message"));
    }

    [Fact]
    public async Task The_image_is_gone_from_every_answer_at_once()
    {
        var id = await CompletedAsync();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        foreach (var path in (string[])["", "/status", "/download", "/similar"])
            (await Host.GetAsync($"images/{id}{path}")).Problem(404, "image_not_found");
        foreach (var path in (string[])["/complete", "/reprocess"])
            (await Host.PostAsync($"images/{id}{path}")).Problem(404, "image_not_found");
    }

    [Fact]
    public async Task Deleting_again_is_no_error()
    {
        var id = await IssueAsync(headers: As("deleter"));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}", null, As("deleter"))).Ok();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}", null, As("deleter"))).Ok();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}", null, As("another"))).Problem(403, "not_owner");
    }

    [Fact]
    public async Task A_soft_delete_keeps_the_data()
    {
        var image = await Host.ProcessAsync(NewPicture());
        (await Host.SendAsync(HttpMethod.Delete, $"images/{image.Text("imageId")}")).Ok();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(image.Text("downloadUrl")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(image.Text("webpUrl")));
    }

    [Fact]
    public async Task A_purge_removes_blobs_record_and_index_rows()
    {
        var (user, tag) = (NewName(), NewName());
        var image = await Host.ProcessAsync(NewPicture(), new { fileName = "a.png", tags = new[] { tag } }, As(user));
        var id = image.Text("imageId");
        // Its completion is told first, and the log of that is purged as well.
        await Eventually.Async(async token => (await Host.GetAsync($"manage/images/{id}/webhooks")).Ok()
            .Count("count") == 1, TimeSpan.FromSeconds(60), cancellationToken: Token);
        Assert.True(await RowsAsync("imageindex", id) >= 8);
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        foreach (var link in (string[])["downloadUrl", "thumbnails.small", "thumbnails.medium", "thumbnails.large", "webpUrl"])
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(image.Text(link)));
        Assert.Equal(0, await RowsAsync("images", id));
        Assert.Equal(0, await RowsAsync("imageindex", id));
        (await Host.PostAsync($"images/{id}/restore")).Problem(404, "image_not_found");
    }

    [Fact]
    public async Task A_deleted_image_can_be_purged()
    {
        var id = await IssueAsync();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Problem(404, "image_not_found");
    }

    [Fact]
    public async Task An_upload_after_the_delete_is_not_processed()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        var id = issued.Text("imageId");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        await Host.PutAsync(issued, NewPicture());
        (await Host.PostAsync($"images/{id}/complete")).Problem(404, "image_not_found");
    }

    [Fact]
    public async Task Purge_is_true_or_false() =>
        (await Host.SendAsync(HttpMethod.Delete, $"images/{await IssueAsync()}?purge=yes")).Problem(400, "invalid_request");

    [Fact]
    public async Task An_unknown_image_is_404() =>
        (await Host.SendAsync(HttpMethod.Delete, $"images/{UnknownId()}")).Problem(404, "image_not_found");

    private async Task<HttpStatusCode> StatusAsync(string url)
    {
        using var response = await Host.Http.GetAsync(url, Token);
        return response.StatusCode;
    }

    private async Task<int> RowsAsync(string table, string id)
    {
        var rows = 0;
        await foreach (var row in new TableClient(Host.ConnectionString, table).QueryAsync<TableEntity>("", cancellationToken: Token))
            rows += row.RowKey.EndsWith(id, StringComparison.Ordinal) || row.PartitionKey == id ? 1 : 0;
        return rows;
    }
}
