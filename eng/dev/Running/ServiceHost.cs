using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Running;

/// <summary>Keys that callers must send; the same for every run when LocalHost__FunctionKey and LocalHost__MasterKey are set.</summary>
public sealed record ServiceKeys(string Function, string Master)
{
    public static ServiceKeys Create() => new(FromEnvironment("LocalHost__FunctionKey"), FromEnvironment("LocalHost__MasterKey"));

    private static string FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } key ? key : Guid.NewGuid().ToString("N");
}

/// <summary>Starts the process that serves the functions.</summary>
internal static class ServiceHost
{
    /// <summary>
    /// Core Tools where they are installed, else the LocalHost; both run the app's own worker. Core Tools make up their
    /// own keys, so a run with known keys is the LocalHost's.
    /// </summary>
    public static Child Start(
        Repository repository, Dotnet dotnet, Azurite storage, int port, ServiceKeys? keys, Action<string> onLine)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage.ConnectionString,
            ["ImageStorage"] = storage.ConnectionString,
            // Locally no event tells of an upload: the scheduled check is the trigger.
            ["Upload__FirstCheckDelay"] = Environment.GetEnvironmentVariable("Upload__FirstCheckDelay") ?? "00:00:01",
            ["LocalHost__FunctionKey"] = keys?.Function,
            ["LocalHost__MasterKey"] = keys?.Master,
        };
        if (CoreTools(dotnet, keys) is not { } func)
        {
            string[] arguments = [repository.HostAssembly, "--port", $"{port}", .. keys is null ? [] : new[] { "--keys" }];
            return dotnet.Start("The host", arguments, onLine, environment: settings);
        }

        settings["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        settings["FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT"] = "1";
        return Child.Start("func", func, ["start", "--no-build", "--port", $"{port}"], onLine, repository.AppOutput, settings);
    }

    /// <summary>The path of func when it is to be used, else null.</summary>
    public static string? CoreTools(Dotnet dotnet, ServiceKeys? keys) =>
        keys is null ? Executables.Find("func") : null;
}
