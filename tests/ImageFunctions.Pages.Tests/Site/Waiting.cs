using ImageFunctions.Testing;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>Waits for what the page will show.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>Until exactly so many elements are there.</summary>
    /// <exception cref="TimeoutException">They were not; the message has what the page said instead.</exception>
    public static async Task UntilAsync(this ILocator elements, int count)
    {
        var text = "";
        await Eventually.Async(async _ =>
        {
            text = $"{await elements.CountAsync()} of {count}: {await elements.Page.Locator("body").InnerTextAsync()}";
            return await elements.CountAsync() == count;
        }, Deadline, () => text, TestContext.Current.CancellationToken);
    }
}
