using Microsoft.Extensions.Configuration;

namespace ImageFunctions.LocalHost.Hosting;

/// <summary>What host.json, local.settings.json and the environment say, the later above the earlier.</summary>
internal sealed class AppSettings
{
    // Where settings of host.json can be overridden, as in the real host (AzureFunctionsJobHost__extensions__…).
    private const string Section = "AzureFunctionsJobHost";

    /// <exception cref="InvalidOperationException">local.settings.json is encrypted, which only Core Tools can read.</exception>
    public AppSettings(LocalHostSettings settings)
    {
        var local = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(settings.LocalSettingsFile ?? "none"), optional: true).Build();
        if (local.GetValue("IsEncrypted", defaultValue: false))
            throw new InvalidOperationException($"{settings.LocalSettingsFile} is encrypted; run 'func settings decrypt' first.");
        Cors = local["Host:CORS"];
        var values = local.GetSection("Values").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null).ToList();
        var hostJson = new ConfigurationBuilder().AddJsonFile(Path.Combine(settings.AppFolder, "host.json"), optional: true).Build();
        Configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureWebJobsConfigurationSection", Section)])
            .AddInMemoryCollection(hostJson.AsEnumerable().Select(pair => KeyValuePair.Create($"{Section}:{pair.Key}", pair.Value)))
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(WithColons(pair.Key), pair.Value)))
            .AddEnvironmentVariables()
            .AddInMemoryCollection(settings.Environment.Select(pair => KeyValuePair.Create(WithColons(pair.Key), pair.Value)))
            .Build();
        Variables = values.Where(pair => Environment.GetEnvironmentVariable(WithUnderscores(pair.Key)) is null).Concat(settings.Environment)
            .GroupBy(pair => WithUnderscores(pair.Key)).ToDictionary(group => group.Key, group => group.Last().Value);
    }

    public IConfiguration Configuration { get; }

    /// <summary>What the worker finds in its environment beside ours.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; }

    /// <summary>Origins whose pages may call, separated by commas; * is all, null none.</summary>
    public string? Cors { get; }

    public IConfigurationSection Logging => Configuration.GetSection($"{Section}:logging");

    /// <summary>What every HTTP route begins with, without slashes around it; may be empty.</summary>
    public string RoutePrefix => (Configuration[$"{Section}:extensions:http:routePrefix"] ?? "api").Trim('/');

    /// <summary>The host's limit on a request's body, in bytes.</summary>
    public long BodyLimit => Configuration.GetValue("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", 100L * 1024 * 1024);

    /// <summary>Whether the app switches the function off.</summary>
    public bool IsDisabled(string function) => Configuration.GetValue($"AzureWebJobs.{function}.Disabled", defaultValue: false);

    private static string WithColons(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    private static string WithUnderscores(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}
