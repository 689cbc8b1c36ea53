using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>
/// A service of its own, whose library begins empty: it takes small images only, makes other variants of them, has no keys for links
/// and holds back what moderation finds.
/// </summary>
public sealed class StrictServiceTests(StrictServiceTests.Strict strict) : IClassFixture<StrictServiceTests.Strict>
{
    private readonly GallerySite _site = strict.Site;

    [Fact]
    public async Task What_is_not_accepted_is_said_before_anything_is_sent()
    {
        await using var gallery = await GalleryPage.OpenAsync(_site);
        await gallery.Cards.Or(gallery.Page.Locator(".takes-files")).First.WaitForAsync();
        await gallery.Page.SetInputFilesAsync("#files",
        [
            new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = new byte[2000] },
            new FilePayload { Name = "heavy.png", MimeType = "image/png", Buffer = new byte[200_000] },
            new FilePayload { Name = "large.png", MimeType = "image/png", Buffer = Landscape.Draw(400, 300, 1) },
            new FilePayload { Name = "thin.png", MimeType = "image/png", Buffer = Landscape.Draw(200, 20, 1) },
        ]);
        var rows = gallery.Page.Locator(".row.failed");
        await rows.UntilAsync(4);
        var text = string.Join('\n', await rows.AllInnerTextsAsync());
        Assert.Contains("This is text/plain. Only JPEG, PNG, GIF, WebP or AVIF is accepted.", text, StringComparison.Ordinal);
        Assert.Contains("at most 146.5 KiB are allowed", text, StringComparison.Ordinal);
        Assert.Contains("0.1 megapixels; at most 0.1 are allowed", text, StringComparison.Ordinal);
        Assert.Contains("200 × 20 pixels; each side must have 50", text, StringComparison.Ordinal);
        // The same would only be said again.
        Assert.Equal(0, await rows.GetByRole(AriaRole.Button).CountAsync());
        Assert.DoesNotContain(gallery.Watch.Requests, request => request.Method is "POST" or "PUT");
    }

    [Fact]
    public async Task A_held_image_says_why_and_an_operator_lets_it_through()
    {
        var name = GallerySite.NewName("held");
        _site.See(GallerySite.Seen with { Severities = Severe("Violence") });
        await _site.AddAsync(Landscape.Draw(300, 200, 1), $"{name}.png");
        await using var gallery = await GalleryPage.OpenAsync(_site);
        await gallery.Card(name).Locator(".badge.held").GetByText("Held for review").WaitForAsync();
        await gallery.Card(name).Locator("a").ClickAsync();
        var notice = gallery.Dialog.Locator(".notice");
        await notice.GetByText("Held back because moderation found violence.").WaitForAsync();
        await notice.GetByText("once an operator approves it on the Operate page").WaitForAsync();
        await gallery.Page.Keyboard.PressAsync("Escape");
        await gallery.Page.Locator("#operate-open").ClickAsync();
        var row = gallery.Page.Locator(".task", new() { HasText = name });
        await row.GetByText("severity 6").WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await row.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await gallery.Page.Keyboard.PressAsync("Escape");
        await gallery.Card(name).Locator(".picture.there").WaitForAsync();
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task A_rejected_image_stays_hidden_and_says_so()
    {
        var name = GallerySite.NewName("rejected");
        _site.See(GallerySite.Seen with { Severities = Severe("Hate") });
        await _site.AddAsync(Landscape.Draw(300, 200, 1), $"{name}.png");
        await using var gallery = await GalleryPage.OpenAsync(_site);
        await gallery.Page.Locator("#operate-open").ClickAsync();
        var row = gallery.Page.Locator(".task", new() { HasText = name });
        await row.GetByRole(AriaRole.Button, new() { Name = $"Reject: {name}.png" }).ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = $"Really reject: {name}.png" }).ClickAsync();
        await row.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await gallery.Page.Keyboard.PressAsync("Escape");
        await gallery.Card(name).Locator(".badge.blocked").WaitForAsync();
        await gallery.Card(name).Locator("a").ClickAsync();
        await gallery.Dialog.Locator(".form-error").GetByText("Blocked by moderation for hate.").WaitForAsync();
    }

    [Fact]
    public async Task Every_variant_of_the_table_is_there_to_be_seen_and_linked()
    {
        var name = GallerySite.NewName("table");
        _site.See(GallerySite.Seen with { Severities = Severe("none") });
        var id = await _site.AddAsync(Landscape.Draw(300, 200, 1), $"{name}.png");
        var image = await _site.Http.GetFromJsonAsync<JsonElement>($"images/{id}", TestContext.Current.CancellationToken);
        await using var gallery = await GalleryPage.OpenAsync(_site);
        await gallery.Card(name).Locator(".picture.there").WaitForAsync();
        Assert.Equal(250, await gallery.Card(name).Locator(".picture img").FileWidthAsync());
        await gallery.OpenImageAsync(name);
        Assert.Equal("modern", await gallery.Dialog.Locator(".file-name[aria-pressed=true]").InnerTextAsync());
        (string, string, string)[] all =
            [("thin", "150 × 100", "jpeg"), ("square", "120 × 120", "webp"), ("modern", "250 × 167", "avif")];
        foreach (var (file, pixels, type) in all)
        {
            var row = gallery.Dialog.Locator(".files tr", new() { HasText = file });
            var bytes = image.GetProperty("variants").GetProperty(file).GetProperty("bytes").GetInt64();
            var size = bytes < 1000 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.0} kB");
            Assert.Equal([file, pixels, type, size], (await row.Locator("th, td").AllInnerTextsAsync()).Take(4));
            await row.GetByRole(AriaRole.Button, new() { Name = file, Exact = true }).ClickAsync();
            await gallery.Dialog.Locator(".viewer-frame.there").WaitForAsync();
            Assert.StartsWith($"{await gallery.Dialog.Locator(".viewer-frame img").FileWidthAsync()} ", pixels, StringComparison.Ordinal);
            // Boxes would lie elsewhere in what is cut.
            Assert.Equal(file == "square" ? 0 : 2, await gallery.Dialog.Locator(".box:visible").CountAsync());
            await row.GetByRole(AriaRole.Button, new() { Name = $"Copy a link to {file}" }).ClickAsync();
            var link = "";
            await Eventually.Async(async _ =>
            {
                link = await gallery.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
                return link.Contains($"/{file}?", StringComparison.Ordinal);
            }, TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(bytes, (await _site.Http.GetByteArrayAsync(link, TestContext.Current.CancellationToken)).Length);
        }

        // Links that last are signed by keys, which this service has not: those of the answer have to do.
        var html = await CopyTests.CopyAsync(gallery);
        Assert.Matches("""(?s)<source type="image/avif" srcset="[^"]* 250w" .*<img src="[^"]*" srcset="[^"]* 150w" """, html);
        await gallery.Toast("signed ones would last longer").WaitForAsync();
        gallery.AssertQuiet();
    }

    private static Dictionary<string, int> Severe(string category) =>
        new[] { "Hate", "SelfHarm", "Sexual", "Violence" }.ToDictionary(name => name, name => name == category ? 6 : 0);

    public sealed class Strict : IAsyncLifetime
    {
        internal GallerySite Site { get; } = new()
        {
            Extra = new()
            {
                ["Limits:MaxBytes"] = "150000",
                ["Limits:MaxPixels"] = "100000",
                ["Variants:0:Name"] = "thin",
                ["Variants:0:Width"] = "150",
                ["Variants:1:Name"] = "square",
                ["Variants:1:Width"] = "120",
                ["Variants:1:Height"] = "120",
                ["Variants:1:Fit"] = "cover",
                ["Variants:1:Format"] = "webp",
                ["Variants:2:Name"] = "modern",
                ["Variants:2:Width"] = "250",
                ["Variants:2:Format"] = "avif",
                ["ContentSafety:Key"] = VisionWireServer.Key,
                ["ContentSafety:Policy"] = "hold",
            },
        };

        public ValueTask InitializeAsync() => Site.InitializeAsync();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
