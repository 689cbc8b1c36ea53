namespace ImageFunctions.Pages.Tests.Gallery;

/// <summary>What the page loads, from where, and how much of it.</summary>
public sealed class ConfinementTests(GallerySite site)
{
    private const int Budget = 150_000;

    [Fact]
    public async Task The_page_asks_nobody_but_its_own_origin_and_the_blob_endpoint()
    {
        var tag = GallerySite.NewName("origin");
        await site.AddAsync(Landscape.Draw(600, 400, 1), $"{tag}.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site);
        await gallery.ChooseAsync(($"{tag}-up.png", Landscape.Draw(300, 200, 2)));
        await gallery.Page.Locator(".row.done").UntilAsync(1);
        await gallery.OpenImageAsync($"{tag}.png");
        await gallery.Page.Keyboard.PressAsync("Escape");
        await gallery.Page.Locator("#operate-open").ClickAsync();
        await gallery.Page.Locator("#operate .tiles").WaitForAsync();
        string[] allowed = [site.Root.GetLeftPart(UriPartial.Authority), site.BlobOrigin];
        Assert.Equal(allowed.Order(), gallery.Watch.Origins.Order());
        gallery.AssertQuiet();
    }

    [Fact]
    public async Task The_page_is_light()
    {
        await using var gallery = await GalleryPage.OpenAsync(site, "?tag=none");
        await gallery.Page.GetByText("No image fits this filter").WaitForAsync();
        var transferred = 0;
        var plain = 0;
        foreach (var request in gallery.Watch.Requests)
        {
            var sizes = await request.SizesAsync();
            transferred += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
            if (request.Url.Contains("/gallery", StringComparison.Ordinal))
                plain += (await (await request.ResponseAsync())!.BodyAsync()).Length;
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{gallery.Watch.Requests.Count} requests, {transferred} bytes on the wire, {plain} bytes of page.");
        Assert.InRange(transferred, 10_000, Budget);
        Assert.InRange(plain, 10_000, Budget);
    }

    [Fact]
    public async Task The_first_picture_is_a_few_requests_away()
    {
        var tag = GallerySite.NewName("few");
        await site.AddAsync(Landscape.Draw(600, 400, 1), $"{tag}.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, $"?tag={tag}");
        await gallery.Card(tag).Locator(".picture.there").WaitForAsync();
        // The page, its code, its style, its icon, the list and the picture.
        Assert.InRange(gallery.Watch.Requests.Select(request => request.Url).Distinct().Count(), 5, 6);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1440)]
    public async Task Nothing_jumps_while_the_page_fills(int width)
    {
        var tag = GallerySite.NewName("still");
        foreach (var seed in Enumerable.Range(1, 4))
            await site.AddAsync(Landscape.Draw(600, 300 + (seed * 100), seed), $"{tag}-{seed}.png", tags: [tag]);
        await using var gallery = await GalleryPage.OpenAsync(site, "?tag=none", width);
        await gallery.Page.AddInitScriptAsync("""
            window.shifts = [];
            new PerformanceObserver(list => window.shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
            """);
        foreach (var query in (string[])[$"?tag={tag}", "", "?tag=none"])
        {
            await gallery.Page.GotoAsync(new Uri(site.Root, $"api/gallery{query}").ToString());
            await gallery.Page.Locator(".picture.there, .empty-box").First.WaitForAsync();
            await gallery.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var shift = await gallery.Page.EvaluateAsync<double>("() => window.shifts.reduce((sum, one) => sum + one.value, 0)");
            var moved = await gallery.Page.EvaluateAsync<string>(
                "() => JSON.stringify(window.shifts.map(one => [one.value, one.sources.map(source => [source.node?.outerHTML?.slice(0, "
                    + "80), source.previousRect, source.currentRect])]))");
            Assert.True(shift <= 0.02, $"{query}: {shift} {moved}");
        }
    }

    [Fact]
    public async Task A_second_visit_loads_only_the_page_itself_again()
    {
        await using var gallery = await GalleryPage.OpenAsync(site, "?tag=none");
        await gallery.Page.GetByText("No image fits this filter").WaitForAsync();
        var before = gallery.Watch.Requests.Count;
        await gallery.Page.GotoAsync("about:blank");
        await gallery.Page.GotoAsync(new Uri(site.Root, "api/gallery?tag=none").ToString());
        await gallery.Page.GetByText("No image fits this filter").WaitForAsync();
        var sizes = await Task.WhenAll(gallery.Watch.Requests.Skip(before).Where(
            request => request.Url.EndsWith(".js", StringComparison.Ordinal)).Select(request => request.SizesAsync()));
        // Chromium counts less than nothing for what it has.
        Assert.NotEmpty(sizes);
        Assert.All(sizes, size => Assert.True(size.ResponseBodySize <= 0));
    }

    [Fact]
    public async Task Injected_code_does_not_run()
    {
        await using var gallery = await GalleryPage.OpenAsync(site, "?tag=none");
        await gallery.Page.GetByText("No image fits this filter").WaitForAsync();
        var stopped = await gallery.Page.EvaluateAsync<string[]>("""
            async () => {
              const tried = [];
              const script = document.createElement('script');
              try { script.text = 'window.ran = 1'; document.body.append(script); } catch (error) { tried.push(error.name); }
              try { document.body.innerHTML = '<b>x</b>'; } catch (error) { tried.push(error.name); }
              try { await fetch('https://example.com/'); } catch (error) { tried.push(error.name); }
              return [...tried, String(window.ran)];
            }
            """);
        Assert.Equal(["TypeError", "TypeError", "TypeError", "undefined"], stopped);
        Assert.DoesNotContain("https://example.com", gallery.Watch.Origins);
    }
}
