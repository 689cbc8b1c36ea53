using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>Doing something with several images at once.</summary>
public sealed class SelectionTests(GallerySite site)
{
    [Fact]
    public async Task Selected_images_are_deleted_together_and_come_back_together()
    {
        var tag = await AddThreeAsync("bulk");
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.Cards.UntilAsync(3);
        await gallery.Page.GetByText("3 images", new() { Exact = true }).WaitForAsync();
        await gallery.Page.GetByRole(AriaRole.Button, new() { Name = "Select" }).ClickAsync();
        await gallery.Card($"{tag}-one").Locator("a").ClickAsync();
        await gallery.Card($"{tag}-two").GetByRole(AriaRole.Checkbox).CheckAsync();
        await gallery.Page.GetByText("2 selected").WaitForAsync();
        Assert.False(await gallery.Dialog.IsVisibleAsync());
        await gallery.Page.Locator("#selection").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await gallery.Cards.UntilAsync(1);
        await gallery.Card($"{tag}-three").WaitForAsync();
        await gallery.Toast("Deleted 2 images").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await gallery.Cards.UntilAsync(3);
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task Selected_images_get_a_tag_and_keep_those_they_had()
    {
        var tag = await AddThreeAsync("label");
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.Cards.UntilAsync(3);
        await gallery.Card($"{tag}-one").HoverAsync();
        await gallery.Card($"{tag}-one").GetByRole(AriaRole.Checkbox).CheckAsync();
        await gallery.Card($"{tag}-three").Locator("a").ClickAsync();
        await gallery.Page.GetByRole(AriaRole.Button, new() { Name = "Add tags" }).ClickAsync();
        await gallery.Page.Locator("#tags").GetByLabel("Tags").FillAsync($"{tag}-new, {tag}");
        await gallery.Page.Locator("#tags").GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await gallery.Toast("Tagged 2 images").WaitForAsync();
        var found = await site.Http.GetFromJsonAsync<JsonElement>($"images?tag={tag}-new", TestContext.Current.CancellationToken);
        Assert.Equal(2, found.GetProperty("count").GetInt32());
        Assert.All(found.GetProperty("images").EnumerateArray(), image =>
            Assert.Equal([tag, $"{tag}-new"], image.GetProperty("tags").EnumerateArray().Select(one => one.GetString()!)));
        gallery.AssertQuiet();
    }

    private async Task<string> AddThreeAsync(string start)
    {
        var tag = GallerySite.NewName(start);
        foreach (var name in (string[])["one", "two", "three"])
            await site.AddAsync(Landscape.Draw(300, 200, name.Length), $"{tag}-{name}.png", tags: [tag]);
        return tag;
    }
}
