using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>What is taken elsewhere. One class, as the browser has one clipboard.</summary>
public sealed partial class CopyTests(GallerySite site)
{
    [Fact]
    public async Task A_copied_link_opens_the_file_without_a_key()
    {
        var tag = GallerySite.NewName("copy");
        await site.AddAsync(Landscape.Draw(600, 400, 4), $"{tag}.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.OpenImageAsync(tag);
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Copy a link to webp" }).ClickAsync();
        await gallery.Toast("Link copied").WaitForAsync();
        var link = await gallery.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        var content = await site.Http.GetByteArrayAsync(link, TestContext.Current.CancellationToken);
        Assert.Equal("RIFF"u8.ToArray(), content[..4]);
    }

    [Fact]
    public async Task An_image_is_copied_as_HTML_that_shows_it_on_any_page()
    {
        const string Title = "The \"lake\" & <b>Tom's</b> boat";
        var tag = GallerySite.NewName("html");
        var id = await site.AddAsync(Landscape.Draw(1200, 800, 6), $"{tag}.png", Title, [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.OpenImageAsync("boat");
        var html = await CopyAsync(gallery);
        Assert.DoesNotMatch(BareAmpersand(), html);

        await using var context = await site.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 500, Height = 400 } });
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page);
        await page.SetContentAsync(html);
        var picture = page.Locator("picture > img");
        await page.WaitForFunctionAsync("() => document.images[0].complete && document.images[0].naturalWidth > 0");
        Assert.Equal(Title, await picture.GetAttributeAsync("alt"));
        Assert.Equal(("1200", "800"), (await picture.GetAttributeAsync("width"), await picture.GetAttributeAsync("height")));
        Assert.Equal(["image/webp"], await page.Locator("picture > source").EvaluateAllAsync<string[]>("all => all.map(one => one.type)"));
        Assert.Equal(3, await page.Locator("body *").CountAsync());
        Assert.Matches($"/i/{id}/w_640,f_webp[?]", await picture.EvaluateAsync<string>("picture => picture.currentSrc"));
        foreach (var srcset in await page.Locator("picture > *").EvaluateAllAsync<string[]>("all => all.map(one => one.srcset)"))
            Assert.Equal(["320w", "640w", "960w", "1200w"], srcset.Split(", ").Select(candidate => candidate.Split(' ')[1]));
        Assert.Empty(watch.Faults);
        gallery.AssertQuiet();
    }

    internal static async Task<string> CopyAsync(GalleryPage gallery)
    {
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Copy as <picture>" }).ClickAsync();
        await gallery.Toast("HTML copied. Its links end").WaitForAsync();
        return await gallery.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
    }

    [GeneratedRegex("&(?!(amp|quot|lt|gt);)")]
    private static partial Regex BareAmpersand();
}
