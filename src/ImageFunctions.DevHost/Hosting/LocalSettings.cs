using Microsoft.Extensions.Configuration;

namespace ImageFunctions.DevHost.Hosting;

/// <summary>local.settings.json, whose Values are the app's settings on a developer's machine.</summary>
internal static class LocalSettings
{
    /// <summary>The Values, named like environment variables (__ for :). Empty when there is no such file.</summary>
    /// <exception cref="InvalidOperationException">The Values are encrypted, which only Core Tools can read.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string path)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: true).Build();
        if (file.GetValue("IsEncrypted", defaultValue: false))
            throw new InvalidOperationException($"{path} is encrypted; run 'func settings decrypt' first.");
        return file.GetSection("Values").AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value));
    }
}
