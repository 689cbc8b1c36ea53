using System.Text.RegularExpressions;
using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

/// <summary>The Bicep templates as text.</summary>
internal static partial class Templates
{
    /// <summary>Path within the repository and text, without comments, of every template.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Directory
        .EnumerateFiles(RepositoryFolder.File("infra"), "*.bicep", SearchOption.AllDirectories)
        .ToDictionary(
            path => Path.GetRelativePath(RepositoryFolder.Root, path).Replace('\\', '/'),
            path => Comment().Replace(File.ReadAllText(path), ""));

    public static string Text(string path) => All[path];

    /// <summary>Values of a <c>name: 'value'</c> pair of one file, in order.</summary>
    public static IReadOnlyList<string> Values(string path, string name) =>
        [.. Regex.Matches(Text(path), $@"\b{name}:\s*'(?<value>(?:\\'|[^'])*)'").Select(match => match.Groups["value"].Value)];

    /// <summary>Names of app settings: keys with a double underscore, and the few that have none.</summary>
    public static IReadOnlySet<string> AppSettings { get; } = All.Values
        .SelectMany(text => Setting().Matches(text))
        .Select(match => match.Groups["name"].Value)
        .ToHashSet();

    /// <summary>KQL of alerts and charts, by file.</summary>
    public static IReadOnlyList<(string Path, string Query)> Queries { get; } =
    [
        .. from path in new[] { "infra/app/log-alerts.bicep", "infra/app/workbook.bicep" }
           from query in Values(path, "query")
           select (path, query),
    ];

    // A comment starts a line or follows a space; '//' within an address follows a colon.
    [GeneratedRegex(@"(?<=^|\s)//[^\n]*", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![\w'$])(?<name>[A-Za-z]\w*__\w+|APPLICATIONINSIGHTS_\w+|AZURE_CLIENT_ID|WEBSITE_\w+|FUNCTIONS_\w+|SCM_\w+|ENABLE_ORYX_BUILD|TZ)\s*:")]
    private static partial Regex Setting();
}
