
namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>The rules for names and texts, the same on every way in.</summary>
public sealed class NameAndTextTests(ContractService service) : ContractTest(service)
{
    // A mark of direction, a decomposed letter, a control character.
    private const string Given = "dir/\u202E\u200FGru\u0308ße\u0001.png";
    private const string Kept = "Grüße.png";

    [Fact]
    public async Task A_name_ends_up_the_same_by_whatever_way_it_came()
    {
        var unique = NewName();
        var issued = await IssueAsync(new { fileName = Given });
        var batch = (await Patient.PostAsync("images/upload/batch", new { files = new[] { new { fileName = Given } } })).Ok();
        using var form = Multipart.FileLast(NewPicture(), Given);
        var received = (await Host.PostAsync("images", form)).Ok(202);
        await Host.PutBlobAsync($"{unique}/\u202E\u200F{unique}Gru\u0308ße.png", NewPicture());
        await Host.EnqueueAsync(UploadEvents.EventGrid($"{unique}/\u202E\u200F{unique}Gru\u0308ße.png"));

        Assert.Equal(Kept, (await Host.GetAsync($"images/{issued}")).Ok().Text("fileName"));
        Assert.Equal(Kept, (await Host.GetAsync($"images/{batch.Items("results")[0].Text("upload.imageId")}")).Ok().Text("fileName"));
        Assert.Equal(Kept, received.Text("fileName"));
        await Host.UntilAsync("images?limit=100", page => page.Items("images").Any(image => image.Text("fileName") == unique + Kept));
    }

    [Fact]
    public async Task A_word_is_one_tag_however_its_accents_are_typed()
    {
        var name = NewName();
        var (composed, decomposed) = ($"caf\u00e9{name}", $"cafe\u0301{name}");
        var first = await IssueAsync(new { fileName = "a.png", tags = new[] { composed, decomposed } });
        var second = await IssueAsync();
        (await Host.SendAsync(HttpMethod.Patch, $"images/{second}", new { tags = new[] { decomposed }, title = decomposed })).Ok();
        foreach (var tag in (string[])[composed, decomposed])
        {
            Assert.Equal([second, first], (await Host.GetAsync($"images?tag={Uri.EscapeDataString(tag)}")).Ok().Ids());
            Assert.Equal([second, first], (await Host.GetAsync($"tags/{Uri.EscapeDataString(tag)}/images")).Ok().Ids());
        }

        Assert.Equal([composed], (await Host.GetAsync($"images/{first}")).Ok().Texts("tags"));
        Assert.Equal(composed, (await Host.GetAsync($"images/{second}")).Ok().Text("title"));
    }

    [Fact]
    public async Task A_name_of_255_emoji_can_be_had_again()
    {
        var name = string.Concat(Enumerable.Repeat("😀", 251)) + ".png";
        var image = await Host.ProcessAsync(NewPicture(), new { fileName = name });
        Assert.Equal(name, image.Text("fileName"));
        using var download = await Host.Http.GetAsync(image.Text("downloadUrl"), Token);
        Assert.Equal(name, download.Content.Headers.ContentDisposition!.FileNameStar);
    }
}
