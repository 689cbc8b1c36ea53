using System.Text.RegularExpressions;
using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

/// <summary>What the functions project says about its own names, read from its text.</summary>
internal static partial class SourceCode
{
    private static readonly IReadOnlyDictionary<string, string> Files = Directory
        .EnumerateFiles(RepositoryFolder.File("src/ImageFunctions"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);

    /// <summary>Name and value of every public string constant of one class.</summary>
    public static IReadOnlyDictionary<string, string> Constants(string className) =>
        Constant().Matches(Files[className]).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);

    /// <summary>
    /// Settings that the options read, as <c>Section__Property</c>. An options class is one with a constant <c>Section</c>;
    /// a new one is found by itself.
    /// </summary>
    public static IReadOnlySet<string> Settings { get; } = Files.Values
        .SelectMany(text => TypeStart().Split(text))
        .Select(type => (Section: Constant().Matches(type).FirstOrDefault(match => match.Groups["name"].Value == "Section")?.Groups["value"].Value, Type: type))
        .Where(found => found.Section is not null)
        .SelectMany(found => Property().Matches(found.Type).Select(match => $"{found.Section}__{match.Groups["name"].Value}"))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Options whose text contains a value, for example the default of a property.</summary>
    public static bool Contains(string file, string text) => Files[file].Contains(text, StringComparison.Ordinal);

    /// <summary>Whether any file has this text.</summary>
    public static bool Contains(string text) => Files.Values.Any(file => file.Contains(text, StringComparison.Ordinal));

    /// <summary>Names of all functions.</summary>
    public static IReadOnlySet<string> Functions { get; } = Files.Values
        .SelectMany(text => Function().Matches(text))
        .Select(match => match.Groups["name"].Value)
        .ToHashSet();

    [GeneratedRegex(@"const string (?<name>\w+) = ""(?<value>[^""]*)""")]
    private static partial Regex Constant();

    [GeneratedRegex(@"^(?:public|internal) (?:sealed |static |partial |abstract )*(?:class|record) ", RegexOptions.Multiline)]
    private static partial Regex TypeStart();

    [GeneratedRegex(@"public [\w.<>?\[\]]+ (?<name>\w+) \{ get; init; \}")]
    private static partial Regex Property();

    [GeneratedRegex(@"\[Function\((?:nameof\((?<name>\w+)\)|""(?<name>\w+)"")\)\]")]
    private static partial Regex Function();
}
