using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>What operators see and do.</summary>
public sealed class OperateTests(GallerySite site)
{
    private StorageClients Storage { get; } = new(new StorageOptions { ConnectionString = site.ConnectionString }, []);

    private DeadLetters Letters => new(Storage);

    [Fact]
    public async Task Work_that_was_given_up_is_listed_and_discarded_only_when_that_is_meant()
    {
        var letter = await ParkAsync("unreadable", """{"hello":"<b>world</b>"}""");
        await using var gallery = await OpenAsync();
        var row = Row(gallery, letter);
        await row.GetByText("Message", new() { Exact = true }).ClickAsync();
        Assert.Equal(letter.Text, await row.Locator("pre").InnerTextAsync());
        Assert.Equal(0, await row.GetByRole(AriaRole.Button, new() { Name = "Replay" }).CountAsync());
        await row.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        Assert.NotNull(await Letters.GetAsync(letter.Id, TestContext.Current.CancellationToken));
        await row.GetByRole(AriaRole.Button, new() { Name = "Really discard" }).ClickAsync();
        await row.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await AssertGoneAsync(letter);
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task Work_that_was_given_up_can_be_replayed()
    {
        var id = await site.AddAsync(Landscape.Draw(300, 200, 1), "replay.png");
        var letter = await ParkAsync("poison", $$"""{"imageId":"{{id}}","attempt":0}""");
        await using var gallery = await OpenAsync();
        await Row(gallery, letter).GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await gallery.Toast("It is back in its queue").WaitForAsync();
        await AssertGoneAsync(letter);
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task Counts_of_images_and_messages_are_shown()
    {
        await site.AddAsync(Landscape.Draw(300, 200, 1), "counted.png");
        // As the cleanup does every five minutes.
        var records = new ImageRecords(Storage, new ChangeMarks(Storage));
        var count = new CountImages(Storage, records, new MessageQueues(Storage, TimeProvider.System), TimeProvider.System);
        await count.RunAsync(TestContext.Current.CancellationToken);
        await using var gallery = await OpenAsync();
        var text = await gallery.Page.Locator("#operate").InnerTextAsync();
        Assert.Matches(@"[1-9]\d*\s+Completed", text);
        Assert.Matches(@"Processing\s+\d+\s+\d+", text);
    }

    private async Task<GalleryPage> OpenAsync()
    {
        var gallery = await GalleryPage.OpenAsync(site, "?tag=none");
        await gallery.Page.GetByRole(AriaRole.Button, new() { Name = "Operate" }).ClickAsync();
        await gallery.Page.Locator("#operate .tiles").WaitForAsync();
        return gallery;
    }

    private async Task AssertGoneAsync(DeadLetter letter)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => Letters.GetAsync(letter.Id, TestContext.Current.CancellationToken));
        Assert.Equal(ProblemCodes.DeadLetterNotFound, problem.Code);
    }

    private static ILocator Row(GalleryPage gallery, DeadLetter letter) => gallery.Page.Locator(".task", new() { HasText = letter.Detail });

    private async Task<DeadLetter> ParkAsync(string reason, string text)
    {
        var now = DateTimeOffset.UtcNow;
        var letter = new DeadLetter(
            DeadLetters.IdFor(Guid.NewGuid().ToString(), now), "image-uploads", text, reason, GallerySite.NewName("Parked"), 5, null, now);
        await Letters.PutAsync(letter, TestContext.Current.CancellationToken);
        return letter;
    }
}
