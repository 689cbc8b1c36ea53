using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ImageFunctions.Http;

/// <summary>
/// The files of one page, read once. Only names of this listing can be asked for, so that no request can name a path.
/// </summary>
internal sealed class SiteFolder
{
    /// <summary>Stands in the page for <see cref="Version"/>.</summary>
    private const string VersionMark = "{version}";

    /// <summary>Stands in the page for what the service tells it.</summary>
    private const string SettingsMark = "{settings}";

    private const string IndexName = "index.html";
    private readonly Dictionary<string, SiteFile> _files;

    private SiteFolder(string path, string settings)
    {
        var contents = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetRelativePath(path, file).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
        Version = VersionOf(contents);
        var index = Encoding.UTF8.GetString(contents[IndexName])
            .Replace(VersionMark, Version, StringComparison.Ordinal)
            .Replace(SettingsMark, WebUtility.HtmlEncode(settings), StringComparison.Ordinal);
        Index = new SiteFile(IndexName, Encoding.UTF8.GetBytes(index));
        _files = contents.Where(file => file.Key != IndexName).ToDictionary(file => file.Key, file => new SiteFile(file.Key, file.Value));
    }

    /// <summary>The page itself.</summary>
    public SiteFile Index { get; }

    /// <summary>Changes with any file; part of the files' addresses, so that they can be cached for good.</summary>
    public string Version { get; }

    /// <param name="name">Folder below wwwroot.</param>
    /// <param name="settings">What the page has to know of the service, as JSON.</param>
    public static SiteFolder Read(string name, string settings = "{}") => new(PathOf(name), settings);

    public static SiteFile ReadFile(string name) => new(name, File.ReadAllBytes(PathOf(name)));

    public SiteFile? Find(string name) => _files.GetValueOrDefault(name);

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "wwwroot", name);

    private static string VersionOf(Dictionary<string, byte[]> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in contents)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
