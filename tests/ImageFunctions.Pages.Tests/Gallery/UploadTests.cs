using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>Bringing images in.</summary>
public sealed class UploadTests(GallerySite site)
{
    // What a browser makes of dragging or pasting files, which no driver can do for real.
    private const string MakeTransfer = """
        ([name, base64]) => {
          const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
          const transfer = new DataTransfer();
          transfer.items.add(new File([bytes], name, { type: 'image/png' }));
          return transfer;
        }
        """;

    [Fact]
    public async Task Three_images_are_chosen_uploaded_and_finished_before_the_eyes()
    {
        await using var gallery = await GalleryPage.OpenAsync(site);
        string[] names = [GallerySite.NewName("one"), GallerySite.NewName("two"), GallerySite.NewName("three")];
        await gallery.ChooseAsync([.. names.Select((name, i) => ($"{name}.png", Landscape.Draw(900, 600 + (i * 200), i)))]);
        await gallery.Rows.UntilAsync(3);
        await gallery.Page.Locator(".row.done").UntilAsync(3);
        foreach (var name in names)
            await gallery.Card(name).Locator(".picture.there").WaitForAsync();
        Assert.Equal("3 done", await gallery.Page.Locator("#uploads-title").InnerTextAsync());
        Assert.Equal(0, await gallery.Page.Locator(".card .badge").CountAsync() - await gallery.Page.Locator(
            ".badge.pending, .badge.failed").CountAsync());
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task A_bar_follows_the_bytes_and_then_the_processing()
    {
        await using var gallery = await GalleryPage.OpenAsync(site);
        var name = GallerySite.NewName("slow");
        await gallery.Page.EvaluateAsync("""
            () => {
              window.seen = [];
              new MutationObserver(() => {
                const row = document.querySelector('.row');
                if (row) window.seen.push([row.querySelector('.row-state').textContent, row.querySelector('progress')?.value ?? 1]);
              }).observe(document.getElementById('uploads'), { subtree: true, childList: true, characterData: true, attributes: true });
            }
            """);
        await gallery.ChooseAsync(($"{name}.png", Landscape.Draw(2400, 1600, 4)));
        await gallery.Page.Locator(".row.done").UntilAsync(1);
        var states = await gallery.Page.EvaluateAsync<string[]>("() => [...new Set(window.seen.map(([state]) => state))]");
        var values = await gallery.Page.EvaluateAsync<double[]>("() => window.seen.map(([, value]) => value)");
        Assert.Contains("Uploading", states);
        // How many of the service's own words are seen depends on how fast it is.
        Assert.Contains(states, state =>
            state is "The file has arrived and will be processed soon." or "Generating thumbnails."
                or "The thumbnails are ready; making the WebP.");
        Assert.Equal("Done", states[^1]);
        Assert.Equal(values.Order(), values);
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task Files_dropped_anywhere_on_the_page_are_uploaded()
    {
        await using var gallery = await GalleryPage.OpenAsync(site);
        var name = GallerySite.NewName("dropped");
        var transfer = await gallery.Page.EvaluateHandleAsync(MakeTransfer, Arguments(name));
        await gallery.Page.DispatchEventAsync("body", "dragenter", new { dataTransfer = transfer });
        Assert.True(await gallery.Page.Locator("#drop").IsVisibleAsync());
        await gallery.Page.DispatchEventAsync("body", "drop", new { dataTransfer = transfer });
        Assert.False(await gallery.Page.Locator("#drop").IsVisibleAsync());
        await gallery.Page.Locator(".row.done").UntilAsync(1);
        await gallery.Card(name).WaitForAsync();
    }

    [Fact]
    public async Task A_pasted_file_is_uploaded()
    {
        await using var gallery = await GalleryPage.OpenAsync(site);
        var name = GallerySite.NewName("pasted");
        var transfer = await gallery.Page.EvaluateHandleAsync(MakeTransfer, Arguments(name));
        await gallery.Page.EvaluateAsync(
            "transfer => { window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer })); }", transfer);
        await gallery.Page.Locator(".row.done").UntilAsync(1);
        await gallery.Card(name).WaitForAsync();
    }

    [Fact]
    public async Task A_finished_upload_leads_to_its_image()
    {
        await using var gallery = await GalleryPage.OpenAsync(site);
        var name = GallerySite.NewName("lead");
        await gallery.ChooseAsync(($"{name}.png", Landscape.Draw(400, 300, 1)));
        await gallery.Page.GetByRole(AriaRole.Link, new() { Name = $"Open {name}.png" }).ClickAsync();
        await gallery.Dialog.GetByRole(AriaRole.Heading, new() { Name = $"{name}.png" }).WaitForAsync();
    }

    [Fact]
    public async Task A_waiting_upload_can_be_canceled()
    {
        await using var gallery = await GalleryPage.OpenAsync(site, "?tag=none");
        // The first three never end.
        await gallery.Page.RouteAsync($"{site.BlobOrigin}/**/uploads/**", _ => Task.CompletedTask);
        await gallery.ChooseAsync([.. Enumerable.Range(1, 4).Select(i => ($"queued-{i}.png", Landscape.Draw(300, 200, i)))]);
        await gallery.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel queued-4.png" }).ClickAsync();
        await gallery.Rows.UntilAsync(3);
        await gallery.Page.GetByRole(AriaRole.Button, new() { Name = "Stop queued-1.png" }).ClickAsync();
        await gallery.Page.Locator(".row.failed").GetByText("You stopped this upload.").WaitForAsync();
        await gallery.Page.GetByRole(AriaRole.Button, new() { Name = "Try queued-1.png again" }).WaitForAsync();
    }

    private static object[] Arguments(string name) => [$"{name}.png", Convert.ToBase64String(Landscape.Draw(400, 300, 2))];
}
