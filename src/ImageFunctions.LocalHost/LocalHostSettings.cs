using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost;

/// <summary>Which app a local host runs and how.</summary>
public sealed record LocalHostSettings
{
    /// <summary>The app's build or publish folder, with its host.json and worker.config.json.</summary>
    public string AppFolder { get; init; } = BuiltApp();

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Whether callers need keys, as in Azure.</summary>
    public bool EnforceKeys { get; init; }

    /// <summary>A local.settings.json whose Values are the settings of lowest rank. It need not exist.</summary>
    public string? LocalSettingsFile { get; init; }

    /// <summary>Settings above the environment, for host and worker, named with colons or double underscores.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long work in flight may go on after the host was asked to stop.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Says where log lines go; host.json says which.</summary>
    public Action<ILoggingBuilder> ConfigureLogging { get; init; } = static _ => { };

    /// <summary>
    /// Settings by the command line: <c>--port N</c>, <c>--keys</c>, <c>--app DIR</c>. local.settings.json is taken from the
    /// current folder.
    /// </summary>
    /// <exception cref="ArgumentException">There is anything else, or the port is not a number from 0 to 65535.</exception>
    public static LocalHostSettings Parse(IReadOnlyList<string> args)
    {
        var settings = new LocalHostSettings { LocalSettingsFile = "local.settings.json" };
        for (var i = 0; i < args.Count; i++)
        {
            settings = (args[i], args.ElementAtOrDefault(i + 1)) switch
            {
                ("--keys", _) => settings with { EnforceKeys = true },
                ("--port", { } port) when ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                    settings with { Port = number },
                ("--app", { } folder) => settings with { AppFolder = Path.GetFullPath(folder) },
                _ => throw new ArgumentException($"'{args[i]}' is not understood: --port NUMBER, --keys, --app FOLDER."),
            };
            i += args[i] == "--keys" ? 0 : 1;
        }

        return settings;
    }

    private static string BuiltApp() => Path.GetFullPath(typeof(LocalHostSettings).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "AppFolder").Value!);
}
