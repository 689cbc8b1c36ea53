using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>Nothing fails in silence.</summary>
public sealed class FailureTests(GallerySite site)
{
    [Fact]
    public async Task An_image_that_fails_shows_its_reason_everywhere()
    {
        await using var gallery = await GalleryPage.OpenAsync(site);
        var name = GallerySite.NewName("fake");
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        await gallery.ChooseAsync(($"{name}.png", noise));
        const string Reason = "The file is not a JPEG, PNG, GIF, WebP or AVIF image.";
        await gallery.Page.Locator(".row.failed", new() { HasText = Reason }).WaitForAsync();
        await gallery.Card(name).GetByText(Reason).WaitForAsync();
        await gallery.Card(name).Locator("a").ClickAsync();
        await gallery.Dialog.Locator(".form-error", new() { HasText = Reason }).WaitForAsync();
        Assert.Contains("unsupported_type", await gallery.Dialog.Locator(".form-error").InnerTextAsync(), StringComparison.Ordinal);
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task A_file_that_is_refused_at_once_shows_the_detail_and_the_trace_id()
    {
        await using var gallery = await GalleryPage.OpenAsync(site);
        await gallery.ChooseAsync(($"{new string('n', 300)}.png", Landscape.Draw(300, 200, 1)));
        var row = gallery.Page.Locator(".row.failed");
        await row.GetByText("fileName").First.WaitForAsync();
        Assert.Matches("Trace [0-9a-f]{32}", await row.InnerTextAsync());
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_told_and_can_be_tried_again()
    {
        await using var gallery = await GalleryPage.OpenAsync(site, "?status=completed");
        await gallery.Page.Context.SetOfflineAsync(true);
        await gallery.Page.GetByLabel("Tag", new() { Exact = true }).FillAsync("anything");
        await gallery.Toast("The service cannot be reached.").WaitForAsync();
        await gallery.Page.Context.SetOfflineAsync(false);
        await gallery.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await gallery.Page.GetByText("No image fits this filter").WaitForAsync();
    }

    [Fact]
    public async Task An_upload_that_storage_refuses_can_be_tried_again()
    {
        await using var gallery = await GalleryPage.OpenAsync(site);
        var name = GallerySite.NewName("retry");
        await gallery.Page.RouteAsync($"{site.BlobOrigin}/**/uploads/**", route => route.AbortAsync(), new() { Times = 1 });
        await gallery.ChooseAsync(($"{name}.png", Landscape.Draw(400, 300, 1)));
        await gallery.Page.Locator(".row.failed").GetByText("The storage account cannot be reached").WaitForAsync();
        await gallery.Page.GetByRole(AriaRole.Button, new() { Name = $"Try {name}.png again" }).ClickAsync();
        await gallery.Page.Locator(".row.done").UntilAsync(1);
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_told_with_its_trace_id()
    {
        await using var gallery = await GalleryPage.OpenAsync(site, "#image=00000000-0000-7000-8000-000000000000");
        var toast = gallery.Toast("This image is not there.");
        await toast.WaitForAsync();
        Assert.Matches("There is no image with this id.\\s+Trace [0-9a-f]{32}", await toast.InnerTextAsync());
        Assert.False(await gallery.Dialog.IsVisibleAsync());
    }
}
