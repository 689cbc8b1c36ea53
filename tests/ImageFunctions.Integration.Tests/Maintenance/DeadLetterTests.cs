using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Maintenance;

/// <summary>manage/dead-letters: list, look at, replay, discard.</summary>
public sealed class DeadLetterTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task A_letter_tells_what_was_given_up_and_why()
    {
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        var letter = await ParkedAsync("{\"strange\":1}");
        Assert.Equal(["at", "attempts", "id", "queue", "reason", "text", "truncated"], letter.Members());
        Assert.InRange(letter.Time("at"), before, DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.False(letter.Flag("truncated"));
        var alone = (await Host.GetAsync($"manage/dead-letters/{letter.Text("id")}")).Ok();
        Assert.Equal(letter.ToString(), alone.ToString());
    }

    [Fact]
    public async Task Letters_come_newest_first_from_page_to_page()
    {
        var mine = new List<string>();
        for (var i = 0; i < 3; i++)
            mine.Add((await ParkedAsync($"strange {i}")).Text("id"));
        var seen = new List<string>();
        var cursor = "";
        for (var page = 0; page < 100 && !mine.All(seen.Contains); page++)
        {
            var answer = (await Host.GetAsync($"manage/dead-letters?limit=2{cursor}")).Ok();
            Assert.InRange(answer.Count("count"), 1, 2);
            seen.AddRange(answer.Items("deadLetters").Select(letter => letter.Text("id")));
            cursor = answer.Has("nextCursor") ? $"&cursor={answer.Text("nextCursor")}" : "";
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        Assert.Subset(seen.ToHashSet(), mine.ToHashSet());
    }

    [Fact]
    public async Task A_replay_puts_the_message_back_and_the_image_gets_done()
    {
        var id = await Patient.UploadAsync(NewPicture());
        await Host.BreakOffAsync(id);
        var message = await Host.EnqueueAsync(new { imageId = id, attempt = 9 }, "image-uploads-poison");
        await Host.WaitForAsync(id, "failed");
        var letter = await LetterAsync(message);
        var answer = (await Host.PostAsync($"manage/dead-letters/{letter.Text("id")}/replay")).Ok(202);
        Assert.Equal(letter.Text("id"), answer.Text("id"));
        await Host.WaitForAsync(id, "completed");
        (await Host.GetAsync($"manage/dead-letters/{letter.Text("id")}")).Problem(404, "dead_letter_not_found");
    }

    [Fact]
    public async Task What_cannot_be_read_cannot_be_replayed()
    {
        var letter = await ParkedAsync("nonsense");
        (await Host.PostAsync($"manage/dead-letters/{letter.Text("id")}/replay")).Problem(409, "not_replayable");
        (await Host.GetAsync($"manage/dead-letters/{letter.Text("id")}")).Ok();
    }

    [Fact]
    public async Task A_discarded_letter_is_gone()
    {
        var letter = await ParkedAsync("to be thrown away");
        Assert.Equal(204, (await Host.SendAsync(HttpMethod.Delete, $"manage/dead-letters/{letter.Text("id")}")).Status);
        (await Host.GetAsync($"manage/dead-letters/{letter.Text("id")}")).Problem(404, "dead_letter_not_found");
        (await Host.SendAsync(HttpMethod.Delete, $"manage/dead-letters/{letter.Text("id")}")).Problem(404, "dead_letter_not_found");
    }

    [Fact]
    public async Task A_message_longer_than_can_be_kept_is_cut_and_says_so()
    {
        var letter = await ParkedAsync(new string('x', 40_000));
        Assert.True(letter.Flag("truncated"));
        Assert.Equal(30_000, letter.Text("text").Length);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("%2F")]
    [InlineData("0000000000000_nothing")]
    [InlineData("99999999999999999_x")]
    [InlineData("9999999999999_")]
    public async Task An_unknown_id_is_404(string id)
    {
        (await Host.GetAsync($"manage/dead-letters/{id}")).Problem(404, "dead_letter_not_found");
        (await Host.PostAsync($"manage/dead-letters/{id}/replay")).Problem(404, "dead_letter_not_found");
        (await Host.SendAsync(HttpMethod.Delete, $"manage/dead-letters/{id}")).Problem(404, "dead_letter_not_found");
    }

    [Theory]
    [InlineData("cursor=nonsense", "invalid_cursor")]
    [InlineData("limit=0", "invalid_limit")]
    [InlineData("limit=101", "invalid_limit")]
    public async Task A_wrong_page_is_400(string query, string code) =>
        (await Host.GetAsync($"manage/dead-letters?{query}")).Problem(400, code);

    private async Task<JsonElement> ParkedAsync(string text) => await LetterAsync(await Host.EnqueueTextAsync(text));
}
