namespace ImageFunctions.Testing;

/// <summary>Finds files of the repository from wherever the tests were built to.</summary>
public static class RepositoryFolder
{
    private static readonly Lazy<string> LazyRoot = new(Find);

    /// <summary>The folder that holds global.json.</summary>
    public static string Root => LazyRoot.Value;

    /// <summary>An absolute path from one relative to the repository. The file need not exist.</summary>
    public static string File(string relativePath) => Path.GetFullPath(Path.Combine(Root, relativePath));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "global.json")))
                return folder.FullName;
        throw new InvalidOperationException(
            $"No global.json in a folder above {AppContext.BaseDirectory}; the tests run from within the repository.");
    }
}
