using System.Net;
using ImageFunctions.Testing;

namespace ImageFunctions.Integration.Tests.Contract;

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
        using var blob = await Host.Http.GetAsync(image.Text("downloadUrl"), Token);
        Assert.Equal(HttpStatusCode.NotFound, blob.StatusCode);
        (await Host.PostAsync($"images/{image.Text("imageId")}/restore")).Problem(404, "image_not_found");
        Assert.Equal([kept], (await Host.GetAsync($"users/{other}/images")).Ok().Ids());
    }

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
        await Eventually.Async(async _ => (await Host.PostAsync($"images/{id}/restore", null, As(NewName()))).Status == 404, TimeSpan.FromSeconds(60), cancellationToken: Token);
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

    private Task GoneAsync(string user) => Eventually.Async(
        // A page may be empty and go on: the rows of images that are going are passed over.
        async _ => (await Host.GetAsync($"users/{user}/images?limit=100")).Ok() is var page && page.Count("count") == 0 && !page.Has("nextCursor"), TimeSpan.FromSeconds(60), cancellationToken: Token);
}
