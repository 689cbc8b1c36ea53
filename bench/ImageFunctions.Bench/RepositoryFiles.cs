namespace ImageFunctions.Bench;

/// <summary>Places in the repository that this program was built in.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Peer => Path.Combine(Root, "bench", "sharp.mjs");

    public static string Work => Path.Combine(Root, "artifacts", "bench");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "bench", "sharp.mjs")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The repository's bench folder was not found above the program.");
    }
}
