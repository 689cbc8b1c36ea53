using System.Globalization;
using ImageFunctions.Imaging;

namespace ImageFunctions.Bench;

/// <summary>One way to render, measured beside the others.</summary>
internal sealed record Subject(string Name, Func<string, string, int, int, Measurement> Measure)
{
    /// <summary>What the others are compared with.</summary>
    public const string OldWay = "old way: sharp, a decode per output";

    /// <summary>The old way first; then sharp at its best; then the engines of this build, and further libvips libraries by name.</summary>
    public static IReadOnlyList<Subject> All(IReadOnlyList<string> libraries) =>
    [
        Peer(OldWay, "naive"),
        Peer("sharp, one decode", "once"),
        .. ImageEngineSelector.Factories().SelectMany(factory => factory.Choice == EngineChoice.Vips
            ? new[]
            {
                Ours("libvips", "--engine", "vips"),
                Ours("libvips, fast", "--engine", "vips", "--preset", "fast"),
                Ours("libvips, without the system's libwebp", "--engine", "vips", "--libwebp", "no"),
            }
            : [Ours("ImageSharp", "--engine", $"{factory.Choice}")]),
        .. libraries.Select(library => library.Split('=', 2)).Select(pair =>
            Ours($"libvips of {pair[0]}", "--engine", "vips", "--library", pair[1])),
    ];

    private static Subject Ours(string name, params string[] options) => new(name, (file, folder, passes, parallel) =>
        ChildProcess.MeasureSelf(["render", "--file", file, "--out", folder, "--passes", Text(passes), "--parallel", Text(parallel), .. options]));

    private static Subject Peer(string name, string mode) => new(name, (file, folder, passes, parallel) =>
        ChildProcess.Measure("node", RepositoryFiles.Peer, file, folder, Text(passes), mode, "4", Text(parallel)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
