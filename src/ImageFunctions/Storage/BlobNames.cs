using Azure.Storage.Blobs;

namespace ImageFunctions.Storage;

/// <summary>
/// Which names stand for a blob of a container. A name that others say may lead out of it: what counts is the address that the
/// client library makes of it and asks storage for.
/// </summary>
public static class BlobNames
{
    private const int MaxName = 1024;
    private static readonly Uri Account = new("https://account.blob.core.windows.net/");

    public static bool IsWithin(string container, string name)
    {
        if (name.Length is 0 or > MaxName || name.Split('/').Any(part => part is "" or "." or ".."))
            return false;
        var folder = new Uri(Account, container);
        var asked = new BlobContainerClient(folder).GetBlobClient(name).Uri;
        return Uri.UnescapeDataString(asked.AbsolutePath) == $"{folder.AbsolutePath}/{name}" && asked.Query.Length == 0
            && asked.Fragment.Length == 0;
    }
}
