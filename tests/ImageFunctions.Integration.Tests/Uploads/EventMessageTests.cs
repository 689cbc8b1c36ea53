using System.Globalization;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>What may be on the queue image-uploads, and what becomes of it.</summary>
public sealed class EventMessageTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Events_of_both_schemas_start_processing()
    {
        var ids = new[] { await Patient.UploadAsync(NewPicture()), await Patient.UploadAsync(NewPicture()),
            await Patient.UploadAsync(NewPicture()) };
        await Host.EnqueueAsync(new[] { UploadEvents.EventGrid(ids[0]), UploadEvents.Cloud(ids[1]), UploadEvents.EventGrid(ids[2]) });
        foreach (var id in ids)
            Assert.Equal(1, (await Host.WaitForAsync(id, "completed")).Count("attempt"));
    }

    [Theory]
    [InlineData("{{\"imageId\":\"{0}\"}}")]
    [InlineData("{{\"imageId\":\"{0}\",\"attempt\":3,\"other\":true}}")]
    public async Task Our_own_message_starts_processing(string text)
    {
        var id = await Patient.UploadAsync(NewPicture());
        await Host.EnqueueTextAsync(string.Format(CultureInfo.InvariantCulture, text, id));
        await Host.WaitForAsync(id, "completed");
    }

    [Fact]
    public async Task An_event_for_an_unknown_or_deleted_image_is_let_go()
    {
        var deleted = await Patient.UploadAsync(NewPicture());
        (await Host.SendAsync(HttpMethod.Delete, $"images/{deleted}")).Ok();
        var known = await Patient.UploadAsync(NewPicture());
        var messages = new[]
        {
            await Host.EnqueueAsync(UploadEvents.EventGrid(UnknownId())),
            await Host.EnqueueAsync(new { imageId = UnknownId(), attempt = 0 }),
            await Host.EnqueueAsync(UploadEvents.EventGrid(deleted)),
        };
        await Host.EnqueueAsync(UploadEvents.EventGrid(known));
        await Host.WaitForAsync(known, "completed");
        (await Host.GetAsync($"images/{deleted}")).Problem(404, "image_not_found");
        var letters = (await Host.GetAsync("manage/dead-letters?limit=100")).Ok().Items("deadLetters").Select(letter => letter.Text("id"));
        Assert.DoesNotContain(letters, letter => messages.Any(message => letter.EndsWith(message, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"imageId\":7}")]
    [InlineData("{\"eventType\":\"Microsoft.Storage.BlobCreated\",\"subject\":\"/elsewhere\"}")]
    public async Task Anything_else_is_a_dead_letter_after_one_delivery(string text)
    {
        var letter = await LetterAsync(await Host.EnqueueTextAsync(text));
        Assert.Equal("unreadable", letter.Text("reason"));
        Assert.Equal(text, letter.Text("text"));
        Assert.Equal(1, letter.Count("attempts"));
        Assert.Equal("image-uploads", letter.Text("queue"));
    }

    [Fact]
    public async Task One_strange_event_in_an_array_parks_the_whole_message()
    {
        var id = await Patient.UploadAsync(NewPicture());
        await LetterAsync(await Host.EnqueueAsync(new[] { UploadEvents.EventGrid(id), new { strange = true } }));
    }

    [Fact]
    public async Task A_message_on_the_poison_queue_is_kept_and_its_image_marked_failed()
    {
        var id = await Patient.UploadAsync(NewPicture());
        await Host.BreakOffAsync(id);
        var message = await Host.EnqueueAsync(new { imageId = id, attempt = 4 }, "image-uploads-poison");
        var status = await Host.WaitForAsync(id, "failed");
        Assert.Equal("processing_failed", status.Text("error.code"));
        var letter = await LetterAsync(message);
        Assert.Equal(("poison", "image-uploads", id), (letter.Text("reason"), letter.Text("queue"), letter.Text("imageId")));
        // Found by it once that is in the index, after the record.
        await Host.UntilAsync("images?status=failed&limit=100", page => page.Ids().Contains(id));
    }

    [Fact]
    public async Task An_image_that_waits_for_its_upload_is_not_failed_by_a_message_that_was()
    {
        var issued = (await Patient.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        var id = issued.Text("imageId");
        await LetterAsync(await Host.EnqueueAsync(new { imageId = id, attempt = 4 }, "image-uploads-poison"));
        await Host.PutAsync(issued, NewPicture());
        await Host.WaitForAsync(id, "completed");
    }

    [Theory]
    [InlineData("""{"imageId":"\ud800"}""")]
    [InlineData("\"\\ud800\"")]
    public async Task A_lone_surrogate_on_a_poison_queue_is_kept(string text)
    {
        var letter = await LetterAsync(await Host.EnqueueTextAsync(text, "image-uploads-poison"));
        Assert.Equal(text, letter.Text("text"));
    }
}
