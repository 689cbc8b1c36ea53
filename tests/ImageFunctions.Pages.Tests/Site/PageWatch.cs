using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>What a page does that nobody looks at: its console, its faults, its requests.</summary>
internal sealed class PageWatch
{
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly ConcurrentQueue<IRequest> _requests = [];

    public PageWatch(IPage page)
    {
        page.Console += (_, message) =>
        {
            // Chromium reports violations of the content security policy here as well.
            if (message.Type is "error" or "warning")
                _faults.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _faults.Enqueue($"uncaught: {error}");
        page.RequestFinished += (_, request) => _requests.Enqueue(request);
        page.RequestFailed += (_, request) => _requests.Enqueue(request);
    }

    public IReadOnlyList<string> Faults => [.. _faults];

    public IReadOnlyList<IRequest> Requests => [.. _requests];

    /// <summary>Origins that were asked for something over the network.</summary>
    public IEnumerable<string> Origins =>
        Requests.Select(request => new Uri(request.Url)).Where(url => url.Scheme is "http" or "https" or "ws" or "wss")
        .Select(url => url.GetLeftPart(UriPartial.Authority)).Distinct();
}
