using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>What a picture in a page really is.</summary>
internal static class Pictures
{
    /// <summary>Pixels of the file that is shown: what srcset says of it changes what the picture itself tells.</summary>
    public static Task<int> FileWidthAsync(this ILocator picture) => picture.EvaluateAsync<int>("""
        async picture => {
          const same = new Image();
          same.src = picture.currentSrc;
          await same.decode();
          return same.naturalWidth;
        }
        """);
}
