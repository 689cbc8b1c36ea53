using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>For everybody: keyboards, small screens, dark rooms, screen readers.</summary>
public sealed class AccessTests(GallerySite site)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task No_part_of_the_page_keeps_anybody_out(int width, ColorScheme scheme)
    {
        var tag = GallerySite.NewName("axe");
        await site.AddAsync(Landscape.Draw(900, 600, 1), $"{tag}.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, scheme: scheme, width: width);
        await gallery.ChooseAsync(($"{tag}-up.png", Landscape.Draw(300, 200, 2)), ($"{tag}-bad.png", new byte[2000]));
        await gallery.Page.Locator(".row.done, .row.failed").UntilAsync(2);
        await AssertOpenToAllAsync(gallery, "the grid with uploads");
        await gallery.OpenImageAsync($"{tag}.png");
        await AssertOpenToAllAsync(gallery, "an image");
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        await AssertOpenToAllAsync(gallery, "the form");
        await gallery.Page.Keyboard.PressAsync("Escape");
        await gallery.Dialog.Locator(".edit").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await gallery.Page.Keyboard.PressAsync("Escape");
        await gallery.Page.Locator("#session-open").ClickAsync();
        await AssertOpenToAllAsync(gallery, "the key");
        await gallery.Page.Keyboard.PressAsync("Escape");
        await gallery.Page.Locator("#operate-open").ClickAsync();
        await gallery.Page.Locator("#operate .tiles").WaitForAsync();
        await AssertOpenToAllAsync(gallery, "the operators' part");
        gallery.AssertQuiet();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1440)]
    public async Task Nothing_sticks_out_at_the_side(int width)
    {
        var tag = GallerySite.NewName("narrow");
        await site.AddAsync(Landscape.Draw(1800, 500, 1), $"{tag}-{new string('w', 120)}.png", new string('m', 190),
            [tag, new string('t', 50)]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}", width: width);
        await gallery.Cards.First.WaitForAsync();
        Assert.Equal(0, await gallery.OverhangAsync());
        await gallery.Cards.First.Locator("a").ClickAsync();
        await gallery.Dialog.Locator(".image-side").WaitForAsync();
        Assert.Equal(0, await gallery.OverhangAsync());
        Assert.Equal(0, await gallery.Dialog.Locator(".image-side").EvaluateAsync<int>("side => side.scrollWidth - side.clientWidth"));
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        var tag = GallerySite.NewName("keys");
        foreach (var name in (string[])["first", "second", "third"])
            await site.AddAsync(Landscape.Draw(600, 400, name.Length), $"{tag}-{name}.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.Cards.UntilAsync(3);
        var keyboard = gallery.Page.Keyboard;
        await keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the images", await FocusedAsync(gallery));
        await keyboard.PressAsync("Enter");
        await keyboard.PressAsync("Tab");
        Assert.Contains("third", await FocusedAsync(gallery), StringComparison.Ordinal);
        await keyboard.PressAsync("ArrowRight");
        Assert.Contains("second", await FocusedAsync(gallery), StringComparison.Ordinal);
        await keyboard.PressAsync("Enter");
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = $"{tag}-second.png" }).WaitForAsync();
        await gallery.Dialog.Locator(".viewer-frame.there").WaitForAsync();
        await keyboard.PressAsync("ArrowRight");
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = $"{tag}-first.png" }).WaitForAsync();
        await keyboard.PressAsync("Escape");
        await gallery.Dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Contains("first", await FocusedAsync(gallery), StringComparison.Ordinal);
        gallery.AssertQuiet();
    }

    private static async Task AssertOpenToAllAsync(GalleryPage gallery, string part)
    {
        // A picture that fades in has no final colours yet.
        await gallery.Page.EvaluateAsync(
            "() => Promise.all(document.getAnimations().filter(one => one.effect.getComputedTiming().iterations < 9).map(one => "
                + "one.finished.catch(() => {})))");
        var findings = await AxeCheck.FindingsAsync(gallery.Page);
        Assert.True(findings.Length == 0, $"In {part}: {string.Join('\n', findings)}");
    }

    private static Task<string> FocusedAsync(GalleryPage gallery) =>
        gallery.Page.EvaluateAsync<string>("() => document.activeElement.innerText");
}
