using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ImageFunctions.Dev.Building;

/// <summary>Reads from a failed restore which packages the configured sources lack.</summary>
public sealed partial class MissingPackages
{
    // Makes the stand-in versions count when pinning is all that is needed; no package has this name.
    private const string PinsOnly = "pinned-versions";

    private readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _pinned;
    private bool _pinNeeded;

    /// <param name="pinsFile">Versions that partial sources have; a package pinned there is lowered, never stood in for.</param>
    public MissingPackages(string pinsFile, IEnumerable<string> known)
    {
        _pinned = XDocument.Load(pinsFile).Descendants("PackageVersion")
            .Select(version => (string?)version.Attribute("Update") ?? "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in known)
            _names.Add(name);
    }

    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The value of the StandIns property.</summary>
    public string AsProperty() => _names.Count == 0 && _pinNeeded ? PinsOnly : string.Join(';', _names);

    /// <summary>Takes in the messages of a restore.</summary>
    /// <returns>Whether they name anything that was not known before.</returns>
    public bool Add(IEnumerable<string> lines)
    {
        var news = false;
        foreach (var match in lines.Select(line => MissingPackage().Match(line)).Where(match => match.Success))
        {
            var name = match.Groups["name"].Value;
            if (!_pinned.Contains(name))
                news |= _names.Add(name);
            else if (!_pinNeeded)
                news = _pinNeeded = true;
        }

        return news;
    }

    // NU1101 no such package, NU1102 no such version, NU1103 only previews of it (learn.microsoft.com, NuGet errors).
    [GeneratedRegex(@"error NU110[123]: Unable to find (a stable )?package (?<name>[\w.-]*\w)")]
    private static partial Regex MissingPackage();
}
