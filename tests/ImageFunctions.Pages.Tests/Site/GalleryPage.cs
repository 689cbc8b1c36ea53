using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>The gallery in a tab of its own, as somebody uses it.</summary>
internal sealed class GalleryPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private GalleryPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        Watch = new PageWatch(page);
    }

    public IPage Page { get; }

    public PageWatch Watch { get; }

    public ILocator Dialog => Page.Locator("#image");

    public ILocator Cards => Page.Locator(".card:not(.skeleton)");

    public ILocator Rows => Page.Locator(".row");

    /// <param name="query">Filter to start with, such as "?tag=x".</param>
    public static async Task<GalleryPage> OpenAsync(
        GallerySite site, string query = "", int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, Uri? root = null,
        bool isPhone = false, float scale = 1)
    {
        var context = await site.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            HasTouch = isPhone,
            IsMobile = isPhone,
            DeviceScaleFactor = isPhone ? 3 : scale,
            // Animations are drawn by the processor here, and would be most of its work.
            ReducedMotion = ReducedMotion.Reduce,
            Permissions = ["clipboard-read", "clipboard-write"],
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(60_000);
        var gallery = new GalleryPage(context, await context.NewPageAsync());
        await gallery.Page.GotoAsync(new Uri(root ?? site.Root, "api/gallery" + query).ToString());
        return gallery;
    }

    /// <summary>The card of the image with a title or file name.</summary>
    public ILocator Card(string name) => Page.Locator(".card", new PageLocatorOptions { HasText = name });

    public Task ChooseAsync(params (string Name, byte[] Content)[] files) => Page.SetInputFilesAsync("#files",
        files.Select(file => new FilePayload { Name = file.Name, MimeType = "image/png", Buffer = file.Content }));

    /// <summary>Opens an image and waits until its picture is there.</summary>
    public async Task OpenImageAsync(string name)
    {
        await Card(name).Locator("a").ClickAsync();
        await Dialog.Locator(".viewer-frame.there").WaitForAsync();
    }

    public ILocator Toast(string text) => Page.Locator(".message", new PageLocatorOptions { HasText = text });

    /// <summary>Moves one finger or two, as a touch screen reports it: each frame has where they are.</summary>
    public async Task TouchAsync(params (int X, int Y)[][] frames)
    {
        var screen = await Page.Context.NewCDPSessionAsync(Page);
        foreach (var (index, fingers) in frames.Index())
            await SendAsync(index == 0 ? "touchStart" : "touchMove", fingers);
        await SendAsync("touchEnd", []);

        Task SendAsync(string type, (int X, int Y)[] fingers) => screen.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type,
            ["touchPoints"] = fingers.Select(
                (finger, id) => new Dictionary<string, object> { ["x"] = finger.X, ["y"] = finger.Y, ["id"] = id }).ToArray(),
        });
    }

    /// <summary>Pixels by which the page is wider than the window; 0 when nothing sticks out.</summary>
    public Task<int> OverhangAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");

    /// <summary>Nothing was reported to the console that a user would have to know of.</summary>
    public void AssertQuiet() => Assert.Empty(Watch.Faults);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
