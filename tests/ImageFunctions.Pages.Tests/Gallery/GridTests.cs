namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>The files that the grid takes.</summary>
public sealed class GridTests(GallerySite site)
{
    [Fact]
    public async Task The_grid_is_sharp_on_every_screen_and_loads_no_more_than_that_takes()
    {
        var tag = GallerySite.NewName("dense");
        await site.AddAsync(Landscape.Draw(2400, 1000, 5), $"{tag}-wide.png", tags: [tag]);
        await site.AddAsync(Landscape.Draw(2400, 1600, 3), $"{tag}-usual.png", tags: [tag]);
        foreach (var (scale, usual, wide) in ((float, int, int)[])[(1, 400, 800), (2, 800, 800), (3, 800, 2400)])
        {
            await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}", width: 1440, scale: scale);
            foreach (var (name, expected) in ((string, int)[])[("usual", usual), ("wide", wide)])
            {
                var picture = gallery.Card($"{tag}-{name}").Locator(".picture.there img");
                await picture.WaitForAsync();
                var shown = scale * await picture.EvaluateAsync<double>("picture => picture.clientWidth");
                Assert.Equal(expected, await picture.FileWidthAsync());
                Assert.True(expected >= 0.8 * shown, $"{expected} pixels fill {shown}.");
            }

            gallery.AssertQuiet();
        }
    }
}
