using System.Net.Http.Json;
using ImageFunctions.Testing;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>Finding images among many.</summary>
public sealed class FindTests(GallerySite site)
{
    [Fact]
    public async Task More_images_come_as_the_end_comes_into_sight()
    {
        var user = GallerySite.NewName("many");
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/upload/batch")
        {
            Content = JsonContent.Create(new { files = Enumerable.Range(0, 75).Select(i => new { fileName = $"{i}.png" }) }),
        };
        request.Headers.Add("X-User-Id", user);
        using (var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken))
            Assert.True(answer.IsSuccessStatusCode);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?userId={user}&status=pending");
        await gallery.Cards.First.WaitForAsync();
        Assert.True(await gallery.Cards.CountAsync() < 75);
        await Eventually.Async(async _ =>
        {
            await gallery.Page.Mouse.WheelAsync(0, 2000);
            return await gallery.Cards.CountAsync() == 75;
        }, TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(75, await gallery.Page.EvaluateAsync<int>(
            "() => new Set([...document.querySelectorAll('.card')].map(card => card.dataset.id)).size"));
        Assert.False(await gallery.Page.Locator("#more").IsVisibleAsync());
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task Filters_narrow_what_is_shown_and_can_be_cleared()
    {
        var (user, tag) = (GallerySite.NewName("ada"), GallerySite.NewName("sea"));
        await site.AddAsync(Landscape.Draw(300, 200, 1), $"{user}-one.png", tags: [tag], user: user);
        await site.AddAsync(Landscape.Draw(300, 200, 2), $"{user}-two.png", user: user);
        await using var gallery = await GalleryPage.OpenAsync(site);
        await gallery.Page.GetByLabel("User").FillAsync(user);
        await gallery.Cards.UntilAsync(2);
        await gallery.Page.GetByLabel("Tag", new() { Exact = true }).FillAsync(tag);
        await gallery.Cards.UntilAsync(1);
        await gallery.Page.GetByLabel("Status").SelectOptionAsync("failed");
        await gallery.Page.GetByText("No image fits this filter").WaitForAsync();
        await gallery.Page.GetByLabel("Status").SelectOptionAsync("completed");
        await gallery.Page.GetByLabel("From").FillAsync("2001-01-01");
        await gallery.Cards.UntilAsync(1);
        await gallery.Page.GetByLabel("To", new() { Exact = true }).FillAsync("2001-01-02");
        await gallery.Page.GetByText("No image fits this filter").WaitForAsync();
        await gallery.Page.Locator("#filters-reset").ClickAsync();
        await gallery.Card($"{user}-two").WaitForAsync();
        Assert.EndsWith("/api/gallery", gallery.Page.Url, StringComparison.Ordinal);
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task A_label_of_an_image_leads_to_all_that_have_it()
    {
        var tag = GallerySite.NewName("labelled");
        await site.AddAsync(Landscape.Draw(600, 400, 1), $"{tag}.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.OpenImageAsync(tag);
        await gallery.Dialog.GetByTitle("Show all with mountain").ClickAsync();
        await gallery.Card(tag).WaitForAsync();
        Assert.EndsWith("?label=mountain", gallery.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Placeholders_fill_the_grid_before_the_pictures()
    {
        var tag = GallerySite.NewName("blur");
        await site.AddAsync(Landscape.Draw(900, 600, 5), $"{tag}.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, "?tag=none");
        // No picture ever arrives.
        await gallery.Page.RouteAsync($"{site.BlobOrigin}/**", _ => Task.CompletedTask);
        await gallery.Page.GetByLabel("Tag", new() { Exact = true }).FillAsync(tag);
        await gallery.Card(tag).WaitForAsync();
        var (top, bottom) = (await BlueAsync(gallery, 2), await BlueAsync(gallery, 29));
        Assert.True(top > bottom + 50, $"The mountains of this picture are darker than its sky: {bottom}, {top}.");
        Assert.False(await gallery.Card(tag).Locator(".picture.there").IsVisibleAsync());
    }

    private static Task<int> BlueAsync(GalleryPage gallery, int row) =>
        gallery.Page.EvaluateAsync<int>(
            "row => document.querySelector('.picture canvas').getContext('2d').getImageData(16, row, 1, 1).data[2]", row);
}
