using System.Globalization;
using System.Text.Json;
using ImageFunctions.Testing;

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
        foreach (var message in messages)
            Assert.Null(await LetterAsync(message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"imageId\":7}")]
    [InlineData("{\"eventType\":\"Microsoft.Storage.BlobCreated\",\"subject\":\"/elsewhere\"}")]
    public async Task Anything_else_is_a_dead_letter_after_one_delivery(string text)
    {
        var message = await Host.EnqueueTextAsync(text);
        JsonElement? letter = null;
        await Eventually.Async(
            async _ => (letter = await LetterAsync(message)) is not null, TimeSpan.FromSeconds(60), cancellationToken: Token);
        Assert.Equal("unreadable", letter!.Value.Text("reason"));
        Assert.Equal(text, letter.Value.Text("text"));
        Assert.Equal(1, letter.Value.Count("attempts"));
        Assert.Equal("image-uploads", letter.Value.Text("queue"));
    }

    [Fact]
    public async Task One_strange_event_in_an_array_parks_the_whole_message()
    {
        var id = await Patient.UploadAsync(NewPicture());
        var message = await Host.EnqueueAsync(new[] { UploadEvents.EventGrid(id), new { strange = true } });
        await Eventually.Async(async _ => await LetterAsync(message) is not null, TimeSpan.FromSeconds(60), cancellationToken: Token);
    }

    [Fact]
    public async Task A_message_on_the_poison_queue_is_kept_and_its_image_marked_failed()
    {
        var id = await Patient.UploadAsync(NewPicture());
        await Host.BreakOffAsync(id);
        var message = await Host.EnqueueAsync(new { imageId = id, attempt = 4 }, "image-uploads-poison");
        var status = await Host.WaitForAsync(id, "failed");
        Assert.Equal("processing_failed", status.Text("error.code"));
        var letter = (await LetterAsync(message))!.Value;
        Assert.Equal(("poison", "image-uploads", id), (letter.Text("reason"), letter.Text("queue"), letter.Text("imageId")));
        // Found by it once that is in the index, after the record.
        await Eventually.Async(
            async _ => (await Host.GetAsync("images?status=failed&limit=100")).Ok().Ids().Contains(id),
            TimeSpan.FromSeconds(60), cancellationToken: Token);
    }

    [Fact]
    public async Task An_image_that_waits_for_its_upload_is_not_failed_by_a_message_that_was()
    {
        var issued = (await Patient.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        var id = issued.Text("imageId");
        var message = await Host.EnqueueAsync(new { imageId = id, attempt = 4 }, "image-uploads-poison");
        await Eventually.Async(async _ => await LetterAsync(message) is not null, TimeSpan.FromSeconds(60), cancellationToken: Token);
        await Host.PutAsync(issued, NewPicture());
        await Host.WaitForAsync(id, "completed");
    }

    [Theory]
    [InlineData("""{"imageId":"\ud800"}""")]
    [InlineData("\"\\ud800\"")]
    public async Task A_lone_surrogate_on_a_poison_queue_is_kept(string text)
    {
        var message = await Host.EnqueueTextAsync(text, "image-uploads-poison");
        await Eventually.Async(async _ => await LetterAsync(message) is not null, TimeSpan.FromSeconds(60), cancellationToken: Token);
        Assert.Equal(text, (await LetterAsync(message))!.Value.Text("text"));
    }

    private async Task<JsonElement?> LetterAsync(string messageId)
    {
        var page = (await Host.GetAsync("manage/dead-letters?limit=100")).Ok();
        foreach (var letter in page.Items("deadLetters"))
        {
            if (letter.Text("id").EndsWith(messageId.ToLowerInvariant(), StringComparison.Ordinal))
                return letter;
        }

        return null;
    }
}
