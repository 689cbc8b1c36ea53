namespace ImageFunctions.Dev.Demo;

/// <summary>Keeps the variants where they can be looked at when the service is gone.</summary>
internal static class ResultFolder
{
    /// <summary>Writes a folder for each image, named after its file; what an earlier run left goes.</summary>
    public static void Write(string folder, IEnumerable<JourneyResult> results)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var result in results.Where(result => result.Files.Count > 0))
        {
            var place = Path.Combine(folder, result.Picture.FileName);
            for (var number = 2; Directory.Exists(place); number++)
                place = Path.Combine(folder, $"{result.Picture.FileName}-{number}");
            Directory.CreateDirectory(place);
            foreach (var (name, content) in result.Files)
                File.WriteAllBytes(Path.Combine(place, name), content);
        }
    }
}
