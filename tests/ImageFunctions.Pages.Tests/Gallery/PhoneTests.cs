using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>A phone: a narrow, sharp screen and fingers.</summary>
public sealed class PhoneTests(GallerySite site)
{
    [Fact]
    public async Task Swiping_goes_to_the_next_image_and_back()
    {
        var tag = GallerySite.NewName("swipe");
        foreach (var name in (string[])["older", "newer"])
            await site.AddAsync(Landscape.Draw(600, 400, name.Length), $"{tag}-{name}.png", tags: [tag]);
        await using var gallery = await OpenAsync(tag);
        await gallery.OpenImageAsync($"{tag}-newer");
        await gallery.TouchAsync([(300, 200)], [(200, 205)], [(80, 205)]);
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = $"{tag}-older.png" }).WaitForAsync();
        await gallery.Dialog.Locator(".viewer-frame.there").WaitForAsync();
        await gallery.TouchAsync([(80, 200)], [(200, 205)], [(300, 205)]);
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = $"{tag}-newer.png" }).WaitForAsync();
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task Two_fingers_enlarge_a_picture()
    {
        var tag = GallerySite.NewName("pinch");
        await site.AddAsync(Landscape.Draw(2400, 1600, 2), $"{tag}.png", tags: [tag]);
        await using var gallery = await OpenAsync(tag);
        await gallery.OpenImageAsync(tag);
        var before = (await gallery.Dialog.Locator(".viewer-frame").BoundingBoxAsync())!.Width;
        await gallery.TouchAsync([(170, 150), (190, 150)], [(140, 150), (220, 150)], [(120, 150), (240, 150)]);
        var after = (await gallery.Dialog.Locator(".viewer-frame").BoundingBoxAsync())!.Width;
        Assert.True(after > before * 2, $"{before} became {after}.");
        // More of the picture's own pixels come with it.
        await Testing.Eventually.Async(
            async _ => await gallery.Dialog.Locator(".viewer-frame img").EvaluateAsync<int>("picture => picture.naturalWidth") == 2400,
            TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, await gallery.OverhangAsync());
    }

    [Fact]
    public async Task The_list_of_uploads_leaves_the_screen_when_all_is_done()
    {
        await using var gallery = await OpenAsync("none");
        await gallery.ChooseAsync(($"{GallerySite.NewName("leave")}.png", Landscape.Draw(300, 200, 1)));
        await gallery.Rows.UntilAsync(1);
        await gallery.Toast("Uploaded 1 image").WaitForAsync();
        Assert.False(await gallery.Page.Locator("#uploads").IsVisibleAsync());
    }

    [Fact]
    public async Task The_operators_title_is_never_broken()
    {
        await using var gallery = await OpenAsync("none");
        await gallery.Page.Locator("#operate-open").ClickAsync();
        var title = gallery.Page.Locator("#operate-title");
        await title.WaitForAsync();
        Assert.True((await title.BoundingBoxAsync())!.Height < 40);
        Assert.Equal(0, await gallery.Page.Locator("#operate").EvaluateAsync<int>("dialog => dialog.scrollWidth - dialog.clientWidth"));
    }

    private Task<GalleryPage> OpenAsync(string tag) => GalleryPage.OpenAsync(site, $"?tag={tag}", width: 360, height: 780, isPhone: true);
}
