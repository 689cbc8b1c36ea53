using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.Testing;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>The place that crops keep in sight.</summary>
public sealed class CropTests(GallerySite site)
{
    // The same part, scaled by another program.
    private const double Alike = 3;

    [Fact]
    public async Task A_click_sets_the_focal_point_and_shows_the_crops_that_the_service_makes()
    {
        var name = GallerySite.NewName("crop");
        await site.AddAsync(Landscape.Draw(600, 400, 1), $"{name}-older.png", tags: [name]);
        var id = await site.AddAsync(DrawnPng.Draw(1200, 600, Colors), $"{name}.png", tags: [name]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={name}");
        await gallery.OpenImageAsync($"{name}.png");
        var area = gallery.Dialog.GetByLabel("Focal point");
        await area.ScrollIntoViewIfNeededAsync();
        Assert.Equal("50% 50%", await PositionAsync(gallery));

        var box = (await area.BoundingBoxAsync())!;
        await area.ClickAsync(new() { Position = new() { X = box.Width * 0.3f, Y = box.Height * 0.5f } });
        await FocusIsAsync(id, x => Math.Abs(x - 0.3) < 0.01);
        var link = (await site.LinksAsync(id, "w_300,h_300,fit_cover,f_jpeg")).Single();
        var crop = await site.Http.GetByteArrayAsync(link, TestContext.Current.CancellationToken);
        var preview = gallery.Dialog.GetByAltText("Cropped to 1:1");
        await preview.ScrollIntoViewIfNeededAsync();
        Assert.InRange(PictureDistance.Between(await preview.ScreenshotAsync(), crop), 0, Alike);

        // The arrow keys move the point, and go to no other image.
        await area.FocusAsync();
        foreach (var key in (string[])["Shift+ArrowRight", "Shift+ArrowRight", "ArrowLeft"])
            await gallery.Page.Keyboard.PressAsync(key);
        await FocusIsAsync(id, x => Math.Abs(x - 0.49) < 0.01);
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = $"{name}.png" }).WaitForAsync();
        await gallery.Dialog.GetByText("49 % from the left, 50 % from the top").WaitForAsync();
        Assert.True(PictureDistance.Between(await preview.ScreenshotAsync(), crop) > Alike);

        // Own changes are no changes by somebody else.
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        await gallery.Dialog.GetByLabel("Title").FillAsync("Cropped");
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Use the middle" }).ClickAsync();
        await FocusIsAsync(id, x => x < 0);
        await gallery.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = "Cropped", Exact = true }).WaitForAsync();
        Assert.Equal("50% 50%", await PositionAsync(gallery));
        gallery.AssertQuiet();
    }

    // Another one at every place.
    private static (byte R, byte G, byte B, byte A) Colors(int x, int y) =>
        ((byte)(x * 255 / 1200), (byte)(y * 255 / 600), (byte)(255 - (x * 255 / 1200)), 255);

    private static Task<string> PositionAsync(GalleryPage gallery) => gallery.Dialog.GetByAltText("Cropped to 1:1")
        .EvaluateAsync<string>("picture => getComputedStyle(picture).objectPosition");

    /// <param name="isIt">Told how far from the left the point lies; -1 without one.</param>
    private Task FocusIsAsync(string id, Predicate<double> isIt) => Eventually.Async(async token =>
    {
        var image = await site.Http.GetFromJsonAsync<JsonElement>($"images/{id}", token);
        return isIt(image.TryGetProperty("focalPoint", out var point) ? point.GetProperty("x").GetDouble() : -1);
    }, TimeSpan.FromSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
}
