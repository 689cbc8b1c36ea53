using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>Looking at one image.</summary>
public sealed class DetailTests(GallerySite site)
{
    [Fact]
    public async Task Boxes_lie_where_the_objects_are()
    {
        var tag = await AddAsync("boxes", 1200, 800);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.OpenImageAsync(tag);
        var picture = (await gallery.Dialog.Locator(".viewer-frame").BoundingBoxAsync())!;
        var box = (await gallery.Dialog.Locator(".box", new() { HasText = "boat" }).BoundingBoxAsync())!;
        Assert.Equal(picture.X + (picture.Width * 0.25), box.X, 2.0);
        Assert.Equal(picture.Y + (picture.Height * 0.5), box.Y, 2.0);
        Assert.Equal(picture.Width * 0.5, box.Width, 2.0);
        Assert.Equal(picture.Height * 0.25, box.Height, 2.0);
        await gallery.Dialog.GetByLabel("Show objects").UncheckAsync();
        Assert.Equal(0, await gallery.Dialog.Locator(".box:visible").CountAsync());
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task What_is_known_of_an_image_is_shown()
    {
        var tag = await AddAsync("known", 1200, 800);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.OpenImageAsync(tag);
        var text = await gallery.Dialog.InnerTextAsync();
        foreach (var fact in (string[])["lake", "99 %", "boat", "92 %", "1200 × 800", "PNG", "SHA-256", "Sharpness"])
            Assert.Contains(fact, text, StringComparison.Ordinal);
        Assert.True(await gallery.Dialog.Locator(".swatch").CountAsync() >= 3);
        var files = await gallery.Dialog.Locator(".file-name").AllInnerTextsAsync();
        Assert.Equal(["original", "webp", "large", "medium", "small"], files);
    }

    [Fact]
    public async Task Every_file_of_an_image_can_be_looked_at()
    {
        var tag = await AddAsync("files", 1200, 800);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.OpenImageAsync(tag);
        foreach (var (name, width) in ((string, int)[])[("small", 150), ("medium", 400), ("large", 800), ("webp", 1200),
            ("original", 1200)])
        {
            await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
            await gallery.Dialog.Locator(".viewer-frame.there").WaitForAsync();
            Assert.Equal(width, await gallery.Dialog.Locator(".viewer-frame img").EvaluateAsync<int>("picture => picture.naturalWidth"));
        }

        gallery.AssertQuiet();
    }

    [Fact]
    public async Task A_download_has_the_images_name()
    {
        var tag = await AddAsync("save", 600, 400);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.OpenImageAsync(tag);
        var download = await gallery.Page.RunAndWaitForDownloadAsync(
            () => gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Download medium" }).ClickAsync());
        Assert.Equal($"{tag}-medium.jpg", download.SuggestedFilename);
        Assert.Equal([0xFF, 0xD8], (await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken))[..2]);
    }

    [Fact]
    public async Task Images_that_look_alike_are_offered()
    {
        var tag = GallerySite.NewName("alike");
        await site.AddAsync(Landscape.Draw(1200, 800, 9), $"{tag}-large.png", tags: [tag]);
        await site.AddAsync(Landscape.Draw(600, 400, 9), $"{tag}-half.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.OpenImageAsync($"{tag}-large");
        await gallery.Dialog.Locator(".similar a[title*='half']").ClickAsync();
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = $"{tag}-half.png" }).WaitForAsync();
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task A_link_that_has_run_out_is_fetched_anew()
    {
        var tag = await AddAsync("stale", 1200, 800);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.Card(tag).Locator(".picture.there").WaitForAsync();
        // Other files are asked for beside the picture: what counts is the one that was refused.
        var asked = new List<string>();
        await gallery.Page.RouteAsync($"{site.BlobOrigin}/**", route =>
        {
            asked.Add(new Uri(route.Request.Url).AbsolutePath);
            return asked.Count == 1 ? route.FulfillAsync(new() { Status = 403 }) : route.ContinueAsync();
        });
        await gallery.OpenImageAsync(tag);
        Assert.Equal(2, asked.Count(path => path == asked[0]));
        Assert.Equal(0, await gallery.Dialog.Locator(".viewer-failed").CountAsync());
    }

    [Fact]
    public async Task A_picture_that_cannot_be_loaded_says_so_in_front_of_everything()
    {
        var tag = await AddAsync("gone", 1200, 800);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.Page.RouteAsync($"{site.BlobOrigin}/**", route => route.FulfillAsync(new() { Status = 403 }));
        await gallery.Card(tag).Locator("a").ClickAsync();
        var message = gallery.Dialog.Locator(".viewer-failed");
        await message.WaitForAsync();
        Assert.True(await message.EvaluateAsync<bool>("""
            message => {
              const box = message.getBoundingClientRect();
              return message.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
            }
            """));
        Assert.False(await gallery.Dialog.Locator(".viewer-frame canvas").IsVisibleAsync());
    }

    [Fact]
    public async Task An_address_with_an_image_opens_it()
    {
        var tag = GallerySite.NewName("linked");
        var id = await site.AddAsync(Landscape.Draw(600, 400, 2), $"{tag}.png");
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}#image={id}");
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = $"{tag}.png" }).WaitForAsync();
    }

    private async Task<string> AddAsync(string name, int width, int height)
    {
        var tag = GallerySite.NewName(name);
        await site.AddAsync(Landscape.Draw(width, height, name.Length), $"{tag}.png", tags: [tag]);
        return tag;
    }
}
