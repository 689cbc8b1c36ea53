namespace ImageFunctions.Dev.Demo;

/// <summary>Images by the names that were typed.</summary>
internal static class PictureFiles
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"];

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
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
        return found.Length > 0
            ? found
            : throw new StopException($"There is no image ({string.Join(' ', Extensions)}) in {Path.GetFullPath(path)}.");
    }
}
