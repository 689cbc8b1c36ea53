using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>A page of somebody else, at an origin of its own.</summary>
internal sealed class ElsewherePage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ElsewherePage(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<ElsewherePage> StartAsync(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => Results.Content(html, "text/html; charset=utf-8"));
        app.MapGet("/favicon.ico", () => Results.NoContent());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ElsewherePage(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
