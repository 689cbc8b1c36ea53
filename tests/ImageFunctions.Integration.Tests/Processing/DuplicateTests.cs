namespace ImageFunctions.Integration.Tests.Processing;

/// <summary>duplicateOf: the owner's first image with the same bytes, always.</summary>
public sealed class DuplicateTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Each_copy_names_the_first_whether_sent_at_once_or_one_after_the_other()
    {
        var (user, picture) = (As(NewName()), NewPicture());
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Host.ProcessAsync(picture, null, user)));
        var first = atOnce.Select(image => image.Text("imageId")).Min(StringComparer.Ordinal)!;
        for (var i = 0; i < 2; i++)
            Assert.Equal(first, (await Host.ProcessAsync(picture, null, user)).Text("duplicateOf"));
        foreach (var image in (await Host.GetAsync($"users/{user.Value}/images?limit=100")).Ok().Items("images"))
            Assert.Equal(image.Text("imageId") == first ? null : first, image.Has("duplicateOf") ? image.Text("duplicateOf") : null);
        Assert.False((await Host.ProcessAsync(picture, null, As(NewName()))).Has("duplicateOf"));
    }

    [Fact]
    public async Task When_the_first_is_deleted_the_next_is_the_first()
    {
        var (user, picture) = (As(NewName()), NewPicture());
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add((await Host.ProcessAsync(picture, null, user)).Text("imageId"));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{ids[0]}")).Ok();
        Assert.Equal(ids[1], (await Host.ProcessAsync(picture, null, user)).Text("duplicateOf"));
    }
}
