using System.Globalization;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench;

/// <summary>One way to render, measured beside the others.</summary>
internal sealed record Subject(string Name, Func<string, string, int, int, Measurement> Measure)
{
    /// <summary>What the others are compared with.</summary>
    public const string OldWay = "old way: sharp, a decode per output";

    /// <summary>The engines to measure, the default first.</summary>
    public static readonly IReadOnlyList<string> Engines = ["vips", "imagesharp"];

    /// <summary>The old way first; then sharp at its best; then ours.</summary>
    public static readonly IReadOnlyList<Subject> All =
    [
        Peer(OldWay, "naive"),
        Peer("sharp, one decode", "once"),
        Ours("libvips", "--engine", "vips"),
        Ours("libvips, fast", "--engine", "vips", "--preset", "fast"),
        Ours("ImageSharp", "--engine", "imagesharp"),
    ];

    private static Subject Ours(string name, params string[] options) => new(name, (file, folder, passes, parallel) =>
        ChildProcess.MeasureSelf(
            ["render", "--file", file, "--out", folder, "--passes", Text(passes), "--parallel", Text(parallel), .. options]));

    private static Subject Peer(string name, string mode) => new(name, (file, folder, passes, parallel) =>
        ChildProcess.Measure("node", RepositoryFolder.File("bench/sharp.mjs"), file, folder, Text(passes), mode, "4", Text(parallel)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
