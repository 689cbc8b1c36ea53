using ImageFunctions.Pages.Tests.Site;

namespace ImageFunctions.Pages.Tests;

/// <summary>The API's documentation for people.</summary>
public sealed class DocsPageTests(GallerySite site)
{
    [Fact]
    public async Task Every_operation_is_listed_without_help_from_elsewhere()
    {
        await using var context = await site.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var watch = new PageWatch(page);
        await page.GotoAsync(new Uri(site.Root, "api/docs").ToString());
        await page.Locator(".opblock").First.WaitForAsync();
        var listed = await page.Locator(".opblock").CountAsync();
        Assert.Equal(Testing.OpenApi.OpenApiDocument.Load().Operations.Count + 1, listed);
        Assert.Equal([site.Root.GetLeftPart(UriPartial.Authority)], watch.Origins);
        Assert.Empty(watch.Faults);
    }

    [Fact]
    public async Task Without_its_viewer_the_page_says_how_to_get_it()
    {
        await using var context = await site.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.RouteAsync("**/swagger-ui*", route => route.AbortAsync());
        await page.GotoAsync(new Uri(site.Root, "api/docs").ToString());
        await page.Locator("#absent").WaitForAsync();
        Assert.Contains("npm ci --ignore-scripts", await page.Locator("#absent").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_can_be_tried_out()
    {
        await using var context = await site.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Root, "api/docs#/Operate/getHealth").ToString());
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await page.Locator(".live-responses-table").GetByText("healthy").First.WaitForAsync();
    }
}
