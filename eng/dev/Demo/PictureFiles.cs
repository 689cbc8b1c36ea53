namespace ImageFunctions.Dev.Demo;

/// <summary>Images by the names that were typed.</summary>
internal static class PictureFiles
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
    };

    /// <summary>What the end of a name stands for; null when it is no image that the service takes.</summary>
    public static string? ContentType(string fileName) => Types.GetValueOrDefault(Path.GetExtension(fileName));

    /// <param name="paths">Files, and folders for the images in and below them.</param>
    /// <exception cref="StopException">Something is not there, or a folder has no image.</exception>
    public static IReadOnlyList<Picture> Load(IEnumerable<string> paths) =>
        [.. paths.SelectMany(Find).Select(file => new Picture(Path.GetFileName(file), File.ReadAllBytes(file)))];

    private static IReadOnlyList<string> Find(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new StopException($"There is no file or folder {Path.GetFullPath(path)}.");
        string[] found =
        [
            .. Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                .Where(file => ContentType(file) is not null)
                .Order(StringComparer.Ordinal),
        ];
        return found.Length > 0
            ? found
            : throw new StopException($"There is no image ({string.Join(' ', Types.Keys)}) in {Path.GetFullPath(path)}.");
    }
}
