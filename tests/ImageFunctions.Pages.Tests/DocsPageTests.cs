using Microsoft.Playwright;

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
        await page.Locator(".outline li").UntilAsync(Testing.OpenApi.OpenApiDocument.Load().Operations.Count);
        // The viewer is larger than all else together: only who opens a call waits for it.
        Assert.DoesNotContain(watch.Requests, request => request.Url.Contains("swagger", StringComparison.Ordinal));
        Assert.Empty(await AxeCheck.FindingsAsync(page));
        await page.Locator(".outline a[href$='/listImages']").ClickAsync();
        await page.Locator(".opblock.is-open").GetByText("/images", new() { Exact = true }).First.WaitForAsync();
        Assert.Equal(Testing.OpenApi.OpenApiDocument.Load().Operations.Count + 1, await page.Locator(".opblock").CountAsync());
        Assert.False(await page.Locator("#outline").IsVisibleAsync());
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
        await page.Locator("#open-viewer").ClickAsync();
        await page.Locator("#absent").WaitForAsync();
        Assert.Contains("npm ci --ignore-scripts", await page.Locator("#absent").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_can_be_tried_out()
    {
        await using var context = await site.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Root, "api/docs#/Operate/getHealth").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await page.Locator(".live-responses-table").GetByText("healthy").First.WaitForAsync();
    }

    [Fact]
    public async Task A_file_is_uploaded_from_the_page_with_the_key_that_the_gallery_has()
    {
        await using var host = await site.StartHostAsync(keys: true);
        await using var context = await site.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(host.BaseAddress, "api/docs").ToString());
        await page.EvaluateAsync("key => sessionStorage.setItem('function-key', key)", host.Keys.Function);
        await page.Locator(".outline a[href$='/receiveUpload']").ClickAsync();
        var call = page.Locator(".opblock.is-open");
        await call.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await call.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "tried.png", MimeType = "image/png", Buffer = Landscape.Draw(300, 200, 1) });
        await call.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await call.Locator(".live-responses-table").GetByText("\"imageId\"").First.WaitForAsync();
        Assert.Equal("202", (await call.Locator(".live-responses-table tbody .response-col_status").First.InnerTextAsync()).Trim()[..3]);
    }
}
