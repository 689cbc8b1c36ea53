using System.Globalization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>from and to: when images were uploaded.</summary>
public sealed class ListTimeTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task From_and_to_include_their_own_millisecond()
    {
        var user = NewName();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await IssueAsync(null, As(user)));
            await LaterAsync(ids[i]);
        }

        var middle = Uri.EscapeDataString((await Host.GetAsync($"images/{ids[1]}")).Ok().Text("uploadedAt"));
        Assert.Equal([ids[2], ids[1]], await ListedAsync($"userId={user}&from={middle}"));
        Assert.Equal([ids[1], ids[0]], await ListedAsync($"userId={user}&to={middle}"));
        Assert.Equal([ids[1]], await ListedAsync($"userId={user}&from={middle}&to={middle}"));
        var everyones = await ListedAsync($"from={middle}&to={middle}&limit=100");
        Assert.Contains(ids[1], everyones);
        Assert.DoesNotContain(ids[0], everyones);
        Assert.DoesNotContain(ids[2], everyones);
    }

    [Fact]
    public async Task An_image_is_found_by_the_very_time_that_its_answer_shows()
    {
        var user = NewName();
        // Announced long before it is uploaded.
        var issued = (await Patient.PostAsync("images/upload", new { fileName = "a.png" }, As(user))).Ok();
        await LaterAsync(issued.Text("imageId"));
        var between = DateTimeOffset.UtcNow.ToString("o", CultureInfo.InvariantCulture);
        await Host.PutAsync(issued, NewPicture());
        (await Patient.PostAsync($"images/{issued.Text("imageId")}/complete")).Ok(202);
        var id = issued.Text("imageId");
        await Host.WaitForAsync(id, "completed");
        var shown = (await Host.GetAsync($"images/{id}")).Ok().Text("uploadedAt");
        Assert.True(string.CompareOrdinal(shown, between) > 0, $"{shown} is not after {between}.");
        foreach (var whose in (string[])[$"userId={user}&", ""])
        {
            Assert.Contains(id, await ListedAsync($"{whose}from={shown}&to={shown}&limit=100"));
            Assert.Contains(id, await ListedAsync($"{whose}from={Uri.EscapeDataString(between)}&limit=100"));
            Assert.DoesNotContain(id, await ListedAsync($"{whose}to={Uri.EscapeDataString(between)}&limit=100"));
        }
    }

    [Fact]
    public async Task Times_of_answers_sort_as_text()
    {
        var user = NewName();
        for (var i = 0; i < 12; i++)
            await IssueAsync(null, As(user));
        var times = (await Host.GetAsync($"images?userId={user}&limit=100")).Ok().Items("images").Select(image => image.Text("uploadedAt"))
            .ToList();
        Assert.Equal(times.OrderByDescending(
            text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)), times.OrderDescending(StringComparer.Ordinal));
        Assert.Single(times.Select(text => text.Length).Distinct());
    }

    [Fact]
    public async Task A_date_is_the_whole_day()
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user));
        var day = (await Host.GetAsync($"images/{id}")).Ok().Time("uploadedAt").UtcDateTime.Date;
        Assert.Equal([id], await ListedAsync($"userId={user}&from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"));
        Assert.Empty(await ListedAsync($"userId={user}&from={day.AddDays(1):yyyy-MM-dd}"));
        Assert.Empty(await ListedAsync($"userId={user}&to={day.AddDays(-1):yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("2020-01-01")]
    [InlineData("2020-01-01T00:00:00Z")]
    [InlineData("2020-01-01t00:00:00z")]
    [InlineData("2020-01-01T02:00:00+02:00")]
    [InlineData("2020-01-01 02:00:00-02:00")]
    [InlineData("2020-01-01T00:00:00.1234567Z")]
    [InlineData("2020-01-01T00:00:00.123456789Z")]
    public async Task Times_are_those_of_RFC_3339_and_dates_those_of_ISO_8601(string time)
    {
        (await Host.GetAsync($"images?from={Uri.EscapeDataString(time)}")).Ok();
        // A plus that is not escaped is a blank.
        Assert.Empty((await Host.GetAsync($"images?to={time.Replace(' ', 'T')}")).Ok().Ids());
    }

    [Theory]
    [InlineData("from", "yesterday")]
    [InlineData("from", "11/25/2026")]
    [InlineData("from", "12/11/2026")]
    [InlineData("from", "10:00")]
    [InlineData("from", "20261125")]
    [InlineData("from", "2026-11-25T14:00:00")]
    [InlineData("from", "2026-11-25 14:00:00")]
    [InlineData("from", "2026-11-25T14:00Z")]
    [InlineData("from", "2026-11-25T14:00:0012Z")]
    [InlineData("from", "Wed, 25 Nov 2026 14:00:00 GMT")]
    [InlineData("from", "1795615200")]
    [InlineData("to", "2020-13-01")]
    [InlineData("to", "2026-02-30")]
    [InlineData("to", "0001-01-01")]
    [InlineData("from", "9999-12-31T23:59:59-10:00")]
    public async Task Any_other_time_is_400_with_an_example(string name, string time)
    {
        var problem = (await Host.GetAsync($"images?{name}={Uri.EscapeDataString(time)}")).Problem(400, "invalid_request", name);
        Assert.Contains("2026-11-25T14:00:00Z", problem.Text("detail"), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> ListedAsync(string query) => (await Host.GetAsync($"images?{query}")).Ok().Ids();

    // In another millisecond than the image's: ids and answers tell no more of time.
    private static Task LaterAsync(string id) => Eventually.Async(
        _ => Task.FromResult(DateTimeOffset.UtcNow > ImageId.Parse(id)!.Value.CreatedAt.AddMilliseconds(2)),
        TimeSpan.FromSeconds(5), cancellationToken: Token);
}
