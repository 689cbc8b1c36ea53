using System.Text.Json;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>
/// The pictures of the README, written to docs/images when UPDATE_SCREENSHOTS is 1. Otherwise each width is taken once, by day
/// or by night, and must still look like the picture that is there.
/// </summary>
public sealed class ScreenshotTests : IAsyncLifetime
{
    private static readonly bool Updating = Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "1";

    private static readonly (string Title, string[] Tags, int Width, int Height, int Seed)[] Album =
    [
        ("First light", ["morning", "valley"], 1500, 1000, 1),
        ("Red lake", ["lake", "evening"], 1000, 1250, 2),
        ("Sand and silence", ["desert"], 1600, 900, 3),
        ("Moon over the fjord", ["lake", "night", "moon"], 1200, 1200, 4),
        ("The long ridge", ["evening", "panorama"], 1800, 760, 5),
        ("Blue hour", ["lake", "evening"], 1500, 1000, 6),
        ("Green valley", ["valley"], 900, 1350, 7),
        ("After the storm", ["lake", "evening"], 1500, 1000, 8),
        ("Dunes at noon", ["desert"], 1400, 1050, 9),
        ("Night watch", ["lake", "night", "moon"], 1600, 900, 10),
        ("Heat", ["desert", "evening"], 1200, 1200, 11),
        ("Quiet water", ["lake", "evening"], 1500, 1000, 12),
    ];

    private const string Shown = "Night watch";

    // Where the moon and the rocks of this drawing are.
    private static readonly WireFindings InShown = GallerySite.Seen with
    {
        Tags = [new("moon", 0.984f), new("lake", 0.957f), new("mountain", 0.921f), new("night", 0.888f), new("reflection", 0.612f)],
        Objects =
        [
            new("moon", 0.934f, new(0.722, 0.285, 0.097, 0.15)), new("rock", 0.781f, new(0.145, 0.70, 0.17, 0.085)),
            new("rock", 0.644f, new(0.635, 0.70, 0.19, 0.085)),
        ],
        Caption = "a full moon over a calm lake",
    };

    private readonly GallerySite _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_gallery_looks_as_shown_at_every_width()
    {
        if (Updating)
            await ShowUploadingAsync();
        // The order on the page is that of the requests; the files may come side by side.
        var issued = new Dictionary<string, JsonElement>();
        foreach (var (title, tags, _, _, _) in Album)
            issued[title] = await _site.RequestUploadAsync(NameOf(title), title, tags, "ada");
        _site.See(GallerySite.Seen with { Objects = [] });
        await Task.WhenAll(Album.Where(picture => picture.Title != Shown).Select(
            picture => _site.UploadAsync(issued[picture.Title], Draw(picture).Content)));
        _site.See(InShown);
        await _site.UploadAsync(issued[Shown], Draw(Album.Single(picture => picture.Title == Shown)).Content);

        foreach (var (width, usual) in ((int, ColorScheme)[])[(360, ColorScheme.Dark), (768, ColorScheme.Light), (1440, ColorScheme.Dark)])
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
                if (Updating || scheme == usual)
                    await ShowAsync(width, scheme, scheme.ToString().ToLowerInvariant());
    }

    // Never twice the same, so that there is nothing to compare.
    private async Task ShowUploadingAsync()
    {
        await using var upload = await GalleryPage.OpenAsync(_site, width: 1440);
        var (before, all) = (Album.Length / 2, Album.Length * 3 / 4);
        await upload.ChooseAsync([.. Album[..before].Select(Draw)]);
        await upload.Page.Locator(".row.done").UntilAsync(before);
        await upload.Page.Locator(".picture.there").UntilAsync(before);
        await upload.ChooseAsync([.. Album[before..all].Select(Draw)]);
        await upload.Page.Locator(".card").UntilAsync(all);
        await SaveAsync(upload, "uploading");
        await upload.Page.Locator(".row.done").UntilAsync(all);
    }

    private async Task ShowAsync(int width, ColorScheme scheme, string name)
    {
        await using var gallery = await GalleryPage.OpenAsync(_site, "?userId=ada", width, width == 360 ? 780 : 960, scheme);
        await gallery.Cards.UntilAsync(Album.Length);
        await gallery.Page.WaitForFunctionAsync("""
            () => [...document.querySelectorAll('.picture')].every(one =>
                one.getBoundingClientRect().top > innerHeight || one.classList.contains('there'))
            """);
        // Pictures are decoded beside everything else: what has come need not be painted yet.
        await gallery.Page.EvaluateAsync(
            "() => Promise.all([...document.querySelectorAll('.picture.there > img')].map(picture => picture.decode()))");
        Assert.Equal(0, await gallery.OverhangAsync());
        await SaveAsync(gallery, $"gallery-{width}-{name}");
        await gallery.OpenImageAsync(Shown);
        await gallery.Page.Mouse.MoveAsync(1, 1);
        await SaveAsync(gallery, $"detail-{width}-{name}");
        gallery.AssertQuiet();
    }

    private static async Task SaveAsync(GalleryPage gallery, string name)
    {
        var picture = await gallery.Page.ScreenshotAsync(
            new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        var file = RepositoryFolder.File($"docs/images/{name}.png");
        if (Updating)
            await File.WriteAllBytesAsync(file, picture, TestContext.Current.CancellationToken);
        else
            PictureDistance.AssertAlike(file, picture);
    }

    private static string NameOf(string title) => $"{title.ToLowerInvariant().Replace(' ', '-')}.png";

    private static (string Name, byte[] Content) Draw((string Title, string[] Tags, int Width, int Height, int Seed) picture) =>
        (NameOf(picture.Title), Landscape.Draw(picture.Width, picture.Height, picture.Seed));
}
