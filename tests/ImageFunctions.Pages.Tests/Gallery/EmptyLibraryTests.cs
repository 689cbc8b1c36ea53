namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>The first thing that somebody sees: nothing.</summary>
public sealed class EmptyLibraryTests(GallerySite site)
{
    [Fact]
    public async Task The_dashed_area_opens_the_file_dialog_and_says_what_is_taken()
    {
        await using var gallery = await OpenAsync();
        var area = gallery.Page.Locator(".takes-files");
        await area.GetByText("JPEG, PNG, GIF, WebP or AVIF, up to 25 MiB and 50 megapixels each.").WaitForAsync();
        var chooser = await gallery.Page.RunAndWaitForFileChooserAsync(() => area.ClickAsync());
        Assert.True(chooser.IsMultiple);
    }

    [Fact]
    public async Task Filters_wait_until_there_is_something_to_filter()
    {
        await using var gallery = await OpenAsync();
        await gallery.Page.Locator(".takes-files").WaitForAsync();
        Assert.False(await gallery.Page.Locator("#filters").IsVisibleAsync());
        Assert.False(await gallery.Page.Locator("#toolbar").IsVisibleAsync());
        await gallery.Page.UnrouteAllAsync();
        await gallery.ChooseAsync(($"{GallerySite.NewName("begin")}.png", Landscape.Draw(300, 200, 1)));
        await gallery.Cards.First.WaitForAsync();
        Assert.True(await gallery.Page.Locator("#filters").IsVisibleAsync());
    }

    private async Task<GalleryPage> OpenAsync()
    {
        var gallery = await GalleryPage.OpenAsync(site, "?tag=none");
        await gallery.Page.RouteAsync("**/api/images?*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """{"images":[],"count":0}""",
        }));
        await gallery.Page.GotoAsync(new Uri(site.Root, "api/gallery").ToString());
        return gallery;
    }
}
