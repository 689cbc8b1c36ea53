using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Integration.Tests.Processing;

/// <summary>Images under a table of variants that changes, and under presets.</summary>
public sealed class VariantTableTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task A_new_table_makes_what_is_missing_or_changed_and_leaves_the_rest_as_it_is()
    {
        var id = await CompletedAsync();
        var before = await BlobsAsync(id);
        await using var services = new AppServices(Host.ConnectionString, new()
        {
            ["Variants:0:Name"] = "small",
            ["Variants:0:Width"] = "150",
            ["Variants:0:Height"] = "150",
            ["Variants:1:Name"] = "medium",
            ["Variants:1:Width"] = "100",
            ["Variants:1:Height"] = "100",
            ["Variants:2:Name"] = "card",
            ["Variants:2:Width"] = "100",
            ["Variants:2:Height"] = "50",
            ["Variants:2:Fit"] = "cover",
            ["Variants:2:Format"] = "webp",
        });

        await ReprocessAsync(services, id);

        var after = await BlobsAsync(id);
        Assert.Equal([$"{id}/analysis.json", $"{id}/card", $"{id}/medium", $"{id}/small"], after.Keys.Order());
        Assert.Equal(before[$"{id}/small"], after[$"{id}/small"]);
        Assert.NotEqual(before[$"{id}/medium"], after[$"{id}/medium"]);
        var image = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal(["card", "medium", "small"], image.At("variants").Members());
        Assert.Equal((100, 50, "image/webp"),
            (image.Count("variants.card.width"), image.Count("variants.card.height"), image.Text("variants.card.contentType")));
        Assert.Equal("completed", image.Text("analysis.status"));

        await ReprocessAsync(services, id);

        Assert.Equal(after, await BlobsAsync(id));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        Assert.Empty(await BlobsAsync(id));
    }

    [Fact]
    public async Task A_variant_that_is_gone_is_made_again()
    {
        var id = await CompletedAsync();
        var before = await BlobsAsync(id);
        await Container.DeleteBlobAsync($"{id}/large", cancellationToken: Token);
        (await Host.PostAsync($"images/{id}/reprocess")).Ok(202);
        await Host.WaitForAsync(id, "completed");
        var after = await BlobsAsync(id);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.Equal([$"{id}/large"], after.Where(blob => before[blob.Key] != blob.Value).Select(blob => blob.Key));
    }

    [Fact]
    public async Task A_preset_is_what_is_made_of_an_image()
    {
        var image = await Host.ProcessAsync(NewPicture(), new { fileName = "picture.png", preset = "tiny" });
        Assert.Equal(("completed", "tiny"), (image.Text("status"), image.Text("preset")));
        Assert.Equal(["small"], image.At("variants").Members());
        Assert.Equal($"{image.Text("variants.small.url")} 150w", image.Text("srcset.jpeg"));
        Assert.Equal(["small"], image.At("thumbnails").Members());
        Assert.False(image.Has("webpUrl"));
    }

    [Fact]
    public async Task A_form_and_an_item_of_a_batch_name_a_preset_too()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("tiny"), "preset" },
            { new ByteArrayContent(NewPicture()), "file", "a.png" }
        };
        Assert.Equal("tiny", (await Host.PostAsync("images", form)).Ok(202).Text("preset"));
        var batch = (await Patient.PostAsync("images/upload/batch", new
        {
            files = new[] { new { fileName = "a.png", preset = "none" } },
        })).Ok();
        Assert.Equal(["preset"], batch.Items("results")[0].At("problem.errors").Members());
    }

    [Fact]
    public async Task An_unknown_preset_is_400() =>
        (await Host.PostAsync("images/upload", new { fileName = "a.png", preset = "huge" })).Problem(400, "invalid_request", "preset");

    [Fact]
    public async Task A_focal_point_is_kept_and_can_be_taken_back()
    {
        var id = await IssueAsync();
        var patched = (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { focalPoint = new { x = 0.25, y = 1 } })).Ok();
        Assert.Equal((0.25, 1.0), (patched.Number("focalPoint.x"), patched.Number("focalPoint.y")));
        Assert.Equal(0.25, (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "Other" })).Ok().Number("focalPoint.x"));
        Assert.False((await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { focalPoint = (object?)null })).Ok().Has("focalPoint"));
    }

    [Theory]
    [InlineData("""{"focalPoint":{"x":1.1,"y":0}}""")]
    [InlineData("""{"focalPoint":{"x":0.5}}""")]
    [InlineData("""{"focalPoint":[0.5,0.5]}""")]
    [InlineData("""{"focalPoint":{"x":"0.5","y":0}}""")]
    public async Task What_is_no_place_in_the_picture_is_400(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await Host.SendAsync(HttpMethod.Patch, $"images/{await IssueAsync()}", content)).Problem(400, "invalid_request", "focalPoint");
    }

    private BlobContainerClient Container => new(Host.ConnectionString, "variants");

    // Without a message, so that the host, which has another table, has no part in it.
    private static async Task ReprocessAsync(AppServices services, string id)
    {
        var image = (await services.Get<ImageRecords>().GetAsync(ImageId.Parse(id)!.Value, Token))!;
        await services.Get<RecordChanges>().ApplyAsync(image, record => record.Reprocess() with { Owes = [] }, Token);
        await services.Get<ProcessImage>().RunAsync(image.Id, "message", new UploadSignal(), Token);
    }

    /// <summary>Names and versions.</summary>
    private async Task<Dictionary<string, string>> BlobsAsync(string id) => await Container
        .GetBlobsAsync(new GetBlobsOptions { Prefix = id }, Token)
        .ToDictionaryAsync(blob => blob.Name, blob => blob.Properties.ETag.ToString()!, cancellationToken: Token);
}
