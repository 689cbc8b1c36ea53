using ImageFunctions.LocalHost;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>A service that wants keys, as in Azure.</summary>
public sealed class KeyTests(GallerySite site, KeyTests.Locked locked) : IClassFixture<KeyTests.Locked>, IAsyncLifetime
{
    private readonly LocalHostApplication _host = locked.Host;
    private GalleryPage _gallery = null!;

    private ILocator Session => _gallery.Page.Locator("#session");

    public async ValueTask InitializeAsync() => _gallery = await GalleryPage.OpenAsync(site, root: _host.BaseAddress);

    public ValueTask DisposeAsync() => _gallery.DisposeAsync();

    [Fact]
    public async Task The_page_asks_for_the_key_and_says_where_it_is()
    {
        await Session.GetByRole(AriaRole.Heading, new() { Name = "This gallery needs a key" }).WaitForAsync();
        var text = await Session.InnerTextAsync();
        Assert.Contains("App keys", text, StringComparison.Ordinal);
        Assert.Contains("az functionapp keys list", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_called_wrong()
    {
        await GiveAsync("wrong");
        await Session.GetByText("That key is wrong.").WaitForAsync();
        Assert.True(await Session.IsVisibleAsync());
    }

    [Fact]
    public async Task The_right_key_opens_the_gallery_and_is_not_asked_for_again_in_this_tab()
    {
        await GiveAsync("wrong");
        await Session.GetByText("That key is wrong.").WaitForAsync();
        await GiveAsync(_host.Keys.Function);
        await Session.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await AssertListedAsync();
        await _gallery.Page.ReloadAsync();
        await AssertListedAsync();
        Assert.False(await Session.IsVisibleAsync());
    }

    [Fact]
    public async Task Operators_are_asked_for_the_admin_key()
    {
        await GiveAsync(_host.Keys.Function);
        await AssertListedAsync();
        await _gallery.Page.GetByRole(AriaRole.Button, new() { Name = "Operate" }).ClickAsync();
        await Session.GetByRole(AriaRole.Heading, new() { Name = "Operators need the admin key" }).WaitForAsync();
        Assert.DoesNotContain("not accepted any more", await Session.InnerTextAsync(), StringComparison.Ordinal);
        await GiveAsync(_host.Keys.Master);
        await _gallery.Page.Locator("#operate").GetByRole(AriaRole.Heading, new() { Name = "Operate" }).WaitForAsync();
    }

    [Fact]
    public async Task A_key_that_was_accepted_before_is_said_to_have_changed()
    {
        await GiveAsync(_host.Keys.Function);
        await AssertListedAsync();
        // Before the page's own scripts: a call of the page that is still open would be refused and forget the key.
        await _gallery.Page.AddInitScriptAsync("sessionStorage.setItem('function-key', 'yesterday')");
        await _gallery.Page.ReloadAsync();
        await Session.GetByText("The key is not accepted any more.").WaitForAsync();
    }

    private async Task GiveAsync(string key)
    {
        await Session.Locator("#key-field").FillAsync(key);
        await Session.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }

    // Other tests may have left images or not.
    private Task AssertListedAsync() => _gallery.Page.Locator(".card:not(.skeleton), .empty:visible").First.WaitForAsync();

    public sealed class Locked(GallerySite site) : IAsyncLifetime
    {
        internal LocalHostApplication Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await site.StartHostAsync(keys: true);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
