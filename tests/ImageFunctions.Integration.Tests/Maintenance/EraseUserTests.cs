using System.Net;
using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Maintenance;

/// <summary>DELETE users/{userId}/images.</summary>
public sealed class EraseUserTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Everything_of_a_user_is_erased_in_the_background()
    {
        var (user, other) = (NewName(), NewName());
        var image = await Host.ProcessAsync(NewPicture(), null, As(user));
        var files = Enumerable.Range(0, 60).Select(i => new { fileName = $"{i}.png" });
        (await Patient.PostAsync("images/upload/batch", new { files }, As(user))).Ok();
        var kept = await IssueAsync(null, As(other));

        var answer = (await Host.SendAsync(HttpMethod.Delete, $"users/{user}/images?purge=true")).Ok(202);
        Assert.Equal(user, answer.Text("userId"));
        Assert.NotEmpty(answer.Text("message"));
        await GoneAsync(user);
        await EndAsync(answer.Text("jobId"));
        using var blob = await Host.Http.GetAsync(image.Text("downloadUrl"), Token);
        Assert.Equal(HttpStatusCode.NotFound, blob.StatusCode);
        (await Host.PostAsync($"images/{image.Text("imageId")}/restore")).Problem(404, "image_not_found");
        Assert.Equal([kept], (await Host.GetAsync($"users/{other}/images")).Ok().Ids());
    }

    [Fact]
    public async Task The_end_can_be_read()
    {
        var user = NewName();
        await IssueAsync(null, As(user));
        await IssueAsync(null, As(user));
        var accepted = await Host.SendAsync(HttpMethod.Delete, $"users/{user}/images?purge=true");
        Assert.Equal(accepted.Ok(202).Text("statusUrl"), accepted.Headers["Location"]);
        var job = await EndAsync(accepted.Json.Text("jobId"));
        Assert.Equal("erase_user", job.Text("kind"));
        Assert.Equal(2, job.Count("images"));
        Assert.True(job.Has("endedAt"));
        Assert.Empty((await Host.GetAsync($"images?userId={user}")).Ok().Ids());
    }

    [Fact]
    public async Task A_user_whose_id_does_not_fit_into_a_path_is_erased_by_the_query()
    {
        var user = $"corp/{NewName()}+x%2F a";
        using var form = Multipart.FileFirst(NewPicture(), "cat.png", ("user_id", user));
        var id = (await Host.PostAsync("images", form)).Ok(202).Text("imageId");
        var accepted = await Host.SendAsync(HttpMethod.Delete, $"images?userId={Uri.EscapeDataString(user)}&purge=true");
        Assert.Equal(user.ToLowerInvariant(), accepted.Ok(202).Text("userId"));
        await EndAsync(accepted.Json.Text("jobId"));
        (await Host.GetAsync($"images/{id}")).Problem(404, "image_not_found");
    }

    [Theory]
    [InlineData("users/corp%2Falice/images?purge=true")]
    [InlineData("users/corp%252Falice/images?purge=true")]
    [InlineData("users/corp%5Calice/images")]
    [InlineData("users/100%25/images")]
    public async Task A_path_that_can_be_read_in_two_ways_is_400_and_names_the_query(string path)
    {
        var problem = (await Host.SendAsync(HttpMethod.Delete, path)).Problem(400, "ambiguous_path");
        Assert.Contains("/images?userId=", problem.Text("detail"));
    }

    [Theory]
    [InlineData("users/%20/images?purge=true")]
    [InlineData("images?userId=&purge=true")]
    [InlineData("images?userId=%20&purge=true")]
    [InlineData("images?purge=true")]
    [InlineData("images?userId=a&userId=b")]
    [InlineData("images?userId=a&user_id=b")]
    public async Task Nobody_or_two_cannot_be_erased(string path) =>
        (await Host.SendAsync(HttpMethod.Delete, path)).Problem(400, "invalid_user_id");

    [Theory]
    [InlineData("tag")]
    [InlineData("status")]
    [InlineData("to")]
    public async Task A_filter_cannot_narrow_it(string filter) =>
        (await Host.SendAsync(HttpMethod.Delete, $"images?userId={NewName()}&{filter}=x")).Problem(400, "invalid_request");

    [Fact]
    public async Task A_user_may_only_erase_the_own_images_by_the_query_either() =>
        (await Host.SendAsync(HttpMethod.Delete, $"images?userId={NewName()}", null, As(NewName()))).Problem(403, "not_owner");

    [Theory]
    [InlineData("nothing")]
    [InlineData("019a9f40-1b2c-7d3e-8f4a-5b6c7d8e9f00")]
    public async Task An_unknown_job_is_404(string id) => (await Host.GetAsync($"jobs/{id}")).Problem(404, "job_not_found");

    [Fact]
    public async Task Without_purge_they_can_be_restored()
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user));
        (await Host.SendAsync(HttpMethod.Delete, $"users/{user}/images")).Ok(202);
        await GoneAsync(user);
        (await Host.PostAsync($"images/{id}/restore")).Ok();
    }

    [Fact]
    public async Task Deleted_images_are_erased_too()
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await Host.SendAsync(HttpMethod.Delete, $"users/{user}/images?purge=true")).Ok(202);
        await Eventually.Async(async _ => (await Host.PostAsync($"images/{id}/restore", null, As(NewName())))
            .Status == 404, TimeSpan.FromSeconds(60), cancellationToken: Token);
    }

    [Fact]
    public async Task Asking_twice_or_for_nobody_does_no_harm()
    {
        var user = NewName();
        (await Host.SendAsync(HttpMethod.Delete, $"users/{user}/images?purge=true")).Ok(202);
        (await Host.SendAsync(HttpMethod.Delete, $"users/{user}/images?purge=true")).Ok(202);
    }

    [Fact]
    public async Task A_user_may_only_erase_the_own_images()
    {
        var user = NewName();
        (await Host.SendAsync(HttpMethod.Delete, $"users/{user}/images", null, As(NewName()))).Problem(403, "not_owner");
        (await Host.SendAsync(HttpMethod.Delete, $"users/{user.ToUpperInvariant()}/images", null, As(user))).Ok(202);
    }

    [Fact]
    public async Task A_user_id_beyond_128_characters_is_400() =>
        (await Host.SendAsync(HttpMethod.Delete, $"users/{new string('x', 129)}/images")).Problem(400, "invalid_user_id");

    private Task<JsonElement> EndAsync(string job) =>
        Host.UntilAsync($"jobs/{job}", answer => answer.Text("status") == "completed", TimeSpan.FromMinutes(5));

    // A page may be empty and go on: the rows of images that are going are passed over.
    private Task<JsonElement> GoneAsync(string user) => Host.UntilAsync(
        $"users/{user}/images?limit=100", page => page.Count("count") == 0 && !page.Has("nextCursor"), TimeSpan.FromMinutes(3));
}
