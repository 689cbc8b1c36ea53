using System.Text.Json.Nodes;

namespace ImageFunctions.Dev;

/// <summary>Where things lie, from the folder that holds dev.cs.</summary>
public sealed class Repository
{
    private Repository(string root) => Root = root;

    public string Root { get; }

    public string Solution => At("ImageFunctions.sln");

    public string HostProject => At("src", "ImageFunctions.LocalHost", "ImageFunctions.LocalHost.csproj");

    public string HostAssembly => At("src", "ImageFunctions.LocalHost", "bin", "Debug", "net10.0", "ImageFunctions.LocalHost.dll");

    public string FakeAnalysisProject => At("eng", "fake-analysis", "ImageFunctions.FakeAnalysis.csproj");

    public string FakeAnalysisAssembly => At("eng", "fake-analysis", "bin", "Debug", "net10.0", "ImageFunctions.FakeAnalysis.dll");

    /// <summary>The built function app, from which Core Tools can serve without building.</summary>
    public string AppOutput => At("src", "ImageFunctions", "bin", "Debug", "net10.0");

    public string BenchProject => At("bench", "ImageFunctions.Bench", "ImageFunctions.Bench.csproj");

    /// <summary>State kept between runs; safe to delete.</summary>
    public string State => Directory.CreateDirectory(At("artifacts", "dev")).FullName;

    /// <summary>What every route of the API begins with, without slashes around it; may be empty.</summary>
    public string RoutePrefix =>
        JsonNode.Parse(File.ReadAllText(At("host.json")))?["extensions"]?["http"]?["routePrefix"]?.GetValue<string>().Trim('/') ?? "api";

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Slash-separated, as it is written in answers and fingerprints on every system.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <exception cref="StopException">dev.cs is neither where the program came from nor above the current folder.</exception>
    public static Repository Find()
    {
        // The SDK tells a file-based program where its source lies.
        var source = AppContext.GetData("EntryPointFileDirectoryPath") as string;
        for (var folder = new DirectoryInfo(source ?? Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "dev.cs")))
                return new Repository(folder.FullName);
        throw new StopException("Run this inside the ImageFunctions repository (the folder with dev.cs).");
    }

    /// <summary>Files below the given folders, without what builds and package installers put there.</summary>
    public IEnumerable<FileInfo> SourceFiles(params IEnumerable<string> folders) =>
        folders.Select(folder => new DirectoryInfo(At(folder))).Where(folder => folder.Exists).SelectMany(Walk);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            yield return file;
        foreach (var child in folder.EnumerateDirectories())
            if (child.Name is not ("bin" or "obj" or "node_modules" or "TestResults"))
                foreach (var file in Walk(child))
                    yield return file;
    }
}
