using ImageFunctions.Testing;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests;

/// <summary>Images on pages that are not ours.</summary>
public sealed class ElsewhereTests(GallerySite site)
{
    [Fact]
    public async Task Three_lines_of_HTML_on_any_page_show_an_image_as_large_as_it_is_needed()
    {
        var id = await site.AddAsync(Landscape.Draw(1600, 900, 4), $"{GallerySite.NewName("elsewhere")}.png");
        string[] widths = ["320", "640", "1280"];
        var links = await site.LinksAsync(id, [.. widths.Select(width => $"w_{width},f_auto")]);
        var srcset = string.Join(", ", links.Zip(widths, (link, width) => $"{link} {width}w"));
        await using var elsewhere = await ElsewherePage.StartAsync($"""
            <!doctype html>
            <title>Elsewhere</title>
            <img srcset="{srcset.Replace("&", "&amp;", StringComparison.Ordinal)}" sizes="100vw" alt="A lake">
            """);
        Assert.NotEqual(site.Root.GetLeftPart(UriPartial.Authority), elsewhere.Address);

        await using var common = await site.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 300, Height = 400 } });
        var (page, watch) = await OpenAsync(common, elsewhere);
        await AssertShownAsync(page, 320);
        await page.SetViewportSizeAsync(600, 400);
        await AssertShownAsync(page, 640);

        await using var dense = await site.Browser.NewContextAsync(
            new() { ViewportSize = new() { Width = 600, Height = 400 }, DeviceScaleFactor = 2 });
        var (sharp, other) = await OpenAsync(dense, elsewhere);
        await AssertShownAsync(sharp, 1280);

        Assert.Empty(watch.Faults.Concat(other.Faults));
        var pictures = watch.Requests.Concat(other.Requests).Where(request => request.ResourceType == "image");
        var answers = await Task.WhenAll(pictures.Select(request => request.ResponseAsync()));
        Assert.True(answers.Length >= 3);
        Assert.All(answers, answer => Assert.Matches("image/(avif|webp)", answer!.Headers["content-type"]));
    }

    private static async Task<(IPage Page, PageWatch Watch)> OpenAsync(IBrowserContext context, ElsewherePage elsewhere)
    {
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page);
        await page.GotoAsync(elsewhere.Address);
        return (page, watch);
    }

    private static async Task AssertShownAsync(IPage page, int width)
    {
        var picture = page.Locator("img");
        await Eventually.Async(
            async _ => await picture.EvaluateAsync<bool>(
                "(picture, part) => picture.currentSrc.includes(part) && picture.complete && picture.naturalWidth > 0",
                $"/w_{width},f_auto?"),
            TimeSpan.FromSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(width, await picture.FileWidthAsync());
    }
}
