using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ImageFunctions.Dev.Building;

/// <summary>What the last restores found out, kept so that a repeat costs no time.</summary>
/// <param name="Key">Hash of all that decides what a restore finds.</param>
/// <param name="Missing">Packages the sources lack.</param>
/// <param name="StandIns">The property those make.</param>
/// <param name="Found">When that was found out, in UTC.</param>
/// <param name="Restored">When packages were last restored, in UTC.</param>
internal sealed record RestoreState(string Key, string[] Missing, string StandIns, DateTime Found, DateTime Restored)
{
    private const string FileName = "packages.json";

    // A source may have been completed meanwhile.
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>The kept state, or an empty one when it is old or anything that decides it has changed.</summary>
    public static RestoreState Load(Repository repository)
    {
        var key = ComputeKey(repository);
        var file = Path.Combine(repository.State, FileName);
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<RestoreState>(File.ReadAllText(file)) : null;
        var now = DateTime.UtcNow;
        return kept?.Key == key && now - kept.Found < Life ? kept : new RestoreState(key, [], "", now, DateTime.MinValue);
    }

    public void Save(Repository repository) =>
        File.WriteAllText(Path.Combine(repository.State, FileName), JsonSerializer.Serialize(this));

    /// <summary>Whether all of them were restored under this state and nobody restored them differently since.</summary>
    public bool Covers(IEnumerable<string> projects) =>
        projects.Select(AssetsOf).All(assets => File.Exists(assets) && File.GetLastWriteTimeUtc(assets) <= Restored);

    private static string AssetsOf(string project) => Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");

    private static string ComputeKey(Repository repository)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{Environment.GetEnvironmentVariable("NUGET_PACKAGES")}|{Environment.Version}|{repository.Root}"));
        foreach (var file in Inputs(repository).Where(File.Exists))
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Inputs(Repository repository)
    {
        var projects = repository.SourceFiles("src", "tests", "bench", "eng")
            .Where(file => file.Extension is ".csproj" or ".props" or ".targets").Select(file => file.FullName);
        var application = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return
        [
            repository.Solution, repository.At("Directory.Packages.props"), repository.At("Directory.Build.props"), repository.At("Directory.Build.targets"),
            repository.At("nuget.config"), repository.At("NuGet.Config"),
            Path.Combine(application, "NuGet", "NuGet.Config"), Path.Combine(home, ".nuget", "NuGet", "NuGet.Config"),
            .. projects.Order(StringComparer.Ordinal),
        ];
    }
}
