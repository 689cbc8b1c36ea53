using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace ImageFunctions.DevHost;

/// <summary>Which app a DevHost runs and how.</summary>
public sealed record DevHostSettings
{
    /// <summary>The types among which functions are looked for.</summary>
    public IReadOnlyCollection<Type> Types { get; init; } = [];

    /// <summary>Adds the app's services.</summary>
    public Action<IHostApplicationBuilder> ConfigureServices { get; init; } = static _ => { };

    /// <summary>Adds the app's worker middleware.</summary>
    public Action<IFunctionsWorkerApplicationBuilder> ConfigureWorker { get; init; } = static _ => { };

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Whether callers need keys, as in Azure.</summary>
    public bool EnforceKeys { get; init; }

    /// <summary>The folder with host.json and appsettings.json, and the app's content root.</summary>
    public string AppFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>A local.settings.json whose Values are the settings of lowest rank. It need not exist.</summary>
    public string? LocalSettingsFile { get; init; }

    /// <summary>Settings above all others, named with colons (Queues:Name).</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    /// <summary>Further settings in command-line form (--Queues:Name value).</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>How long functions in flight may go on after the host was asked to stop; then they are cancelled.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether log lines go to the console.</summary>
    public bool LogToConsole { get; init; } = true;

    /// <summary>
    /// These settings as the command line changes them: <c>--port N</c>, <c>--keys</c>, and any setting as
    /// <c>--Name value</c>. local.settings.json is taken from the current folder.
    /// </summary>
    /// <exception cref="ArgumentException">The port is not a number from 0 to 65535.</exception>
    public DevHostSettings WithCommandLine(IReadOnlyList<string> args)
    {
        var settings = this with { LocalSettingsFile = "local.settings.json" };
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--keys":
                    settings = settings with { EnforceKeys = true };
                    break;
                case "--port":
                    settings = settings with { Port = ParsePort(++i < args.Count ? args[i] : "") };
                    break;
                default:
                    rest.Add(args[i]);
                    break;
            }
        }

        return settings with { Arguments = rest };
    }

    private static int ParsePort(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        ? port
        : throw new ArgumentException($"--port needs a number from 0 to 65535, not '{text}'.");
}
