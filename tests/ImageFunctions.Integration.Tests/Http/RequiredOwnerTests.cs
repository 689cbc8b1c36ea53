namespace ImageFunctions.Integration.Tests.Http;

/// <summary>A service that demands to know for whom it works, on the contract tests' storage.</summary>
public sealed class StrictService(ContractService contract) : IAsyncLifetime
{
    internal ServiceHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await contract.StartQuietAsync(new() { ["Owner:Required"] = "true" });

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>Owner:Required.</summary>
public sealed class RequiredOwnerTests(ContractService service, StrictService strict) : ContractTest(service), IClassFixture<StrictService>
{
    private ServiceHost Strict => strict.Host;

    public static TheoryData<string, string> Calls => new()
    {
        { "POST", "upload" }, { "POST", "images/upload" }, { "POST", "images/upload/batch" }, { "POST", "images" },
        { "POST", "images/import" }, { "POST", "images/import/batch" }, { "GET", "images" }, { "DELETE", "images?userId={user}" },
        { "GET", "images/{id}" },
        { "PATCH", "images/{id}" }, { "DELETE", "images/{id}" }, { "GET", "images/{id}/status" }, { "POST", "images/{id}/complete" },
        { "GET", "images/{id}/download" }, { "GET", "images/{id}/similar" }, { "GET", "images/{id}/analysis" },
        { "POST", "images/{id}/restore" }, { "POST", "images/{id}/reprocess" }, { "POST", "images/{id}/links" },
        { "POST", "images/delete" }, { "GET", "users/{user}/images" }, { "DELETE", "users/{user}/images" }, { "GET", "tags/sea/images" },
        { "GET", "labels/sea/images" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_request_that_names_nobody_is_403_owner_required(string method, string path)
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user));
        var address = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{user}", user, StringComparison.Ordinal);
        (await Strict.SendAsync(new HttpMethod(method), address)).Problem(403, "owner_required");
    }

    [Theory]
    [InlineData("GET", "images/{id}")]
    [InlineData("GET", "images/{id}/status")]
    [InlineData("GET", "images/{id}/download")]
    [InlineData("GET", "images/{id}/similar")]
    [InlineData("GET", "images/{id}/analysis")]
    [InlineData("POST", "images/{id}/complete")]
    [InlineData("GET", "images?userId={user}")]
    [InlineData("GET", "users/{user}/images")]
    public async Task Reading_what_is_anothers_is_403_not_owner(string method, string path)
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user));
        var address = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{user}", user, StringComparison.Ordinal);
        (await Strict.SendAsync(new HttpMethod(method), address, null, As(NewName()))).Problem(403, "not_owner");
    }

    [Fact]
    public async Task A_list_has_the_own_images_only()
    {
        var (user, tag) = (NewName(), NewName());
        var mine = await IssueAsync(new { fileName = "a.png", tags = new[] { tag } }, As(user));
        await IssueAsync(new { fileName = "a.png", tags = new[] { tag } }, As(NewName()));
        Assert.Equal([mine], (await Strict.GetAsync("images", As(user))).Ok().Ids());
        Assert.Equal([mine], (await Strict.GetAsync($"tags/{tag}/images", As(user))).Ok().Ids());
        (await Strict.GetAsync($"images/{mine}", As(user))).Ok();
    }

    [Fact]
    public async Task Pages_and_operators_need_no_owner()
    {
        (await Strict.GetAsync("health")).Ok();
        (await Strict.GetAsync("manage/stats")).Ok();
    }
}
