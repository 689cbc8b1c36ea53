using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>Editing, deleting and taking back.</summary>
public sealed class ChangeTests(GallerySite site)
{
    [Fact]
    public async Task An_edited_image_is_found_by_its_new_tag()
    {
        var name = GallerySite.NewName("edit");
        var id = await site.AddAsync(Landscape.Draw(900, 600, 3), $"{name}.png", tags: [name]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={name}");
        await gallery.OpenImageAsync(name);
        await EditAsync(gallery, "The lake", $"{name}, {name}-new");
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = "The lake" }).WaitForAsync();
        await gallery.Page.Keyboard.PressAsync("Escape");
        await gallery.Page.GetByLabel("Tag", new() { Exact = true }).FillAsync($"{name}-new");
        await gallery.Page.WaitForURLAsync($"**?tag={name}-new");
        await gallery.Cards.UntilAsync(1);
        Assert.Equal("The lake", await gallery.Cards.Locator(".card-title").InnerTextAsync());
        var image = await site.Http.GetFromJsonAsync<JsonElement>($"images/{id}", TestContext.Current.CancellationToken);
        Assert.Equal([name, $"{name}-new"], image.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!));
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task A_deleted_image_is_gone_and_comes_back_when_that_is_undone()
    {
        var name = GallerySite.NewName("delete");
        var id = await site.AddAsync(Landscape.Draw(900, 600, 1), $"{name}.png", tags: [name]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={name}");
        await gallery.OpenImageAsync(name);
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await gallery.Cards.UntilAsync(0);
        using (var gone = await site.Http.GetAsync($"images/{id}", TestContext.Current.CancellationToken))
            Assert.Equal(404, (int)gone.StatusCode);
        await gallery.Toast("Deleted").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await gallery.Cards.UntilAsync(1);
        using var back = await site.Http.GetAsync($"images/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)back.StatusCode);
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task After_a_deletion_the_next_image_has_the_focus()
    {
        var name = GallerySite.NewName("focus");
        foreach (var place in (string[])["last", "middle", "first"])
            await site.AddAsync(Landscape.Draw(300, 200, place.Length), $"{name}-{place}.png", tags: [name]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={name}");
        foreach (var (deleted, next) in ((string, string)[])[("middle", "last"), ("last", "first")])
        {
            await gallery.OpenImageAsync($"{name}-{deleted}");
            await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
            await gallery.Dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
            Assert.Contains($"{name}-{next}", await gallery.Page.EvaluateAsync<string>(
                "() => document.activeElement.innerText"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_change_by_somebody_else_is_not_overwritten()
    {
        var name = GallerySite.NewName("race");
        var id = await site.AddAsync(Landscape.Draw(600, 400, 1), $"{name}.png", tags: [name]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={name}");
        await gallery.OpenImageAsync(name);
        using (var other = await site.Http.PatchAsJsonAsync(
            $"images/{id}", new { title = "Theirs" }, TestContext.Current.CancellationToken))
            Assert.True(other.IsSuccessStatusCode);
        await EditAsync(gallery, "Mine", name);
        var message = gallery.Dialog.Locator(".form-error");
        await message.GetByText("The image has changed since the version named in If-Match.").WaitForAsync();
        Assert.Matches("Trace [0-9a-f]{32}", await message.InnerTextAsync());
        await message.GetByRole(AriaRole.Button, new() { Name = "Show the changed image" }).ClickAsync();
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = "Theirs" }).WaitForAsync();
    }

    [Fact]
    public async Task What_breaks_a_rule_is_told_beside_the_field()
    {
        var name = GallerySite.NewName("rule");
        await site.AddAsync(Landscape.Draw(600, 400, 1), $"{name}.png", tags: [name]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={name}");
        await gallery.OpenImageAsync(name);
        await EditAsync(gallery, "Too many", string.Join(',', Enumerable.Range(0, 11)));
        await gallery.Dialog.Locator(".form-error").GetByText("At most 10 tags are allowed.").WaitForAsync();
    }

    [Fact]
    public async Task Text_of_users_is_never_taken_for_markup()
    {
        const string Title = "<img src=x onerror=\"document.body.textContent='broken'\"><b>bold</b>";
        var name = GallerySite.NewName("markup");
        await site.AddAsync(Landscape.Draw(600, 400, 1), $"{name}<b>.png", Title, [name, "<i>tag</i>"]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={name}");
        await gallery.OpenImageAsync("bold");
        Assert.Equal(Title, await gallery.Dialog.Locator("#image-title").InnerTextAsync());
        Assert.Contains("<i>tag</i>", await gallery.Dialog.Locator(".chip").AllInnerTextsAsync());
        Assert.Equal(0, await gallery.Page.Locator("b, i, img[src=x]").CountAsync());
        gallery.AssertQuiet();
    }

    private static async Task EditAsync(GalleryPage gallery, string title, string tags)
    {
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        await gallery.Dialog.GetByLabel("Title").FillAsync(title);
        await gallery.Dialog.GetByLabel("Tags", new() { Exact = true }).FillAsync(tags);
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
    }
}
