namespace ImageFunctions.Storage;

/// <summary>Where a page has to reach besides its own origin.</summary>
public sealed class SiteOrigins(BlobLinks links)
{
    /// <summary>Scheme, host and port of the blob endpoint: uploads go there and pictures come from there.</summary>
    public string Blobs { get; } = links.OriginalAddress("origin").GetLeftPart(UriPartial.Authority);
}
