namespace ImageFunctions.Integration.Tests.Images;

/// <summary>Whose an image is and who may change it.</summary>
public sealed class OwnerTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task The_principal_of_the_platform_comes_before_what_the_caller_says()
    {
        var principal = NewName();
        var id = await IssueAsync(null, ("x-ms-client-principal-id", principal), As(NewName()));
        Assert.Equal(principal, (await Host.GetAsync($"images/{id}")).Ok().Text("userId"));
    }

    [Fact]
    public async Task Two_headers_that_disagree_are_400()
    {
        var id = await IssueAsync(null, As(NewName()));
        foreach (var header in (string[])["X-User-Id", "x-ms-client-principal-id"])
            (await Host.SendAsync(HttpMethod.Delete, $"images/{id}", null, (header, NewName()), (header, NewName())))
                .Problem(400, "invalid_user_id");
        (await Host.GetAsync($"images/{id}")).Ok();
    }

    [Fact]
    public async Task Two_headers_that_say_the_same_are_one()
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user), As(user.ToUpperInvariant()));
        Assert.Equal(user, (await Host.GetAsync($"images/{id}")).Ok().Text("userId"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_blank_header_is_400_and_passes_no_check(string blank)
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}", null, As(blank))).Problem(400, "invalid_user_id");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}", null, As(blank), As(NewName()))).Problem(400, "invalid_user_id");
        (await Host.GetAsync($"images/{id}")).Ok();
    }

    [Fact]
    public async Task A_blank_form_field_is_400()
    {
        using var form = Multipart.FileFirst(NewPicture(), "cat.png", ("user_id", " "));
        (await Host.PostAsync("images", form)).Problem(400, "invalid_user_id");
    }

    [Fact]
    public async Task The_header_comes_before_the_form_field()
    {
        var user = NewName();
        using var form = Multipart.FileLast(NewPicture(), "cat.png", ("user_id", NewName()));
        Assert.Equal(user, (await Host.PostAsync("images", form, As(user))).Ok(202).Text("userId"));
    }

    [Fact]
    public async Task Without_any_an_image_has_no_owner()
    {
        var id = await IssueAsync();
        Assert.False((await Host.GetAsync($"images/{id}")).Ok().Has("userId"));
    }

    [Fact]
    public async Task Owners_are_lower_cased()
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user.ToUpperInvariant()));
        Assert.Equal(user, (await Host.GetAsync($"images/{id}")).Ok().Text("userId"));
        Assert.Equal([id], (await Host.GetAsync($"users/{user.ToUpperInvariant()}/images")).Ok().Ids());
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}", null, As(user.ToUpperInvariant()))).Ok();
    }

    [Fact]
    public async Task An_owner_has_at_most_128_characters()
    {
        var longest = NewName() + new string('x', 95);
        Assert.Equal(longest, (await Host.GetAsync($"images/{await IssueAsync(null, As(longest))}")).Ok().Text("userId"));
        (await Patient.PostAsync("images/upload", new { fileName = "a.png" }, As(longest + "x")))
            .Problem(400, "invalid_user_id", "userId");
    }

    [Theory]
    [InlineData("ü@example.com/a b#?%|'")]
    [InlineData("=2f'; drop table")]
    public async Task Any_characters_can_name_an_owner(string name)
    {
        var user = NewName() + name;
        using var form = Multipart.FileLast(NewPicture(), "cat.png", ("user_id", user));
        var id = (await Host.PostAsync("images", form)).Ok(202).Text("imageId");
        Assert.Equal([id], (await Host.GetAsync($"images?userId={Uri.EscapeDataString(user)}")).Ok().Ids());
    }

    [Theory]
    [InlineData("restore")]
    [InlineData("reprocess")]
    public async Task Who_acts_must_have_a_name_that_can_be_one(string action) =>
        (await Host.SendAsync(HttpMethod.Post, $"images/{await IssueAsync()}/{action}", null, As(new string('x', 129))))
            .Problem(400, "invalid_user_id");

    [Fact]
    public async Task An_owner_of_128_characters_of_any_kind_is_found()
    {
        var user = NewName() + new string('文', 95);
        using var form = Multipart.FileLast(NewPicture(), "cat.png", ("user_id", user));
        var id = (await Host.PostAsync("images", form)).Ok(202).Text("imageId");
        Assert.Equal([id], (await Host.GetAsync($"images?userId={Uri.EscapeDataString(user)}")).Ok().Ids());
    }

    [Theory]
    [InlineData("PATCH", "", "{\"title\":\"mine\"}")]
    [InlineData("DELETE", "", null)]
    [InlineData("DELETE", "?purge=true", null)]
    [InlineData("POST", "/reprocess", null)]
    [InlineData("POST", "/restore", null)]
    public async Task A_caller_who_names_another_user_is_403_not_owner(string method, string path, string? body)
    {
        var id = await IssueAsync(null, As(NewName()));
        using var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await Host.SendAsync(new HttpMethod(method), $"images/{id}{path}", content, As(NewName()))).Problem(403, "not_owner");
        (await Host.GetAsync($"images/{id}")).Ok();
    }

    [Fact]
    public async Task A_caller_who_names_nobody_may_change_an_image()
    {
        var id = await IssueAsync(null, As(NewName()));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
    }

    [Fact]
    public async Task Anybody_may_change_an_image_without_an_owner()
    {
        var id = await IssueAsync();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}", null, As(NewName()))).Ok();
    }
}
