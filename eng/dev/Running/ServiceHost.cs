using System.Security.Cryptography;
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
    /// <summary>The longest time between two looks into an empty queue; host.json has that of Azure.</summary>
    private const string PollingInterval = "AzureFunctionsJobHost__extensions__queues__maxPollingInterval";

    /// <summary>What the service needs to know of this machine.</summary>
    public static Dictionary<string, string?> Settings(Azurite storage, ServiceKeys? keys) => new()
    {
        ["AzureWebJobsStorage"] = storage.ConnectionString,
        ["ImageStorage"] = storage.ConnectionString,
        // Locally no event tells of an upload: the scheduled check is the trigger, and calls to storage cost nothing.
        ["Upload__FirstCheckDelay"] = Environment.GetEnvironmentVariable("Upload__FirstCheckDelay") ?? "00:00:00",
        [PollingInterval] = Environment.GetEnvironmentVariable(PollingInterval) ?? "00:00:00.25",
        // Links to pictures work at once, and end with the run.
        ["Delivery__Keys__0__Id"] = "local",
        ["Delivery__Keys__0__Secret"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
        ["LocalHost__FunctionKey"] = keys?.Function,
        ["LocalHost__MasterKey"] = keys?.Master,
    };

    /// <summary>
    /// Core Tools where they are installed, else the LocalHost; both run the app's own worker. Core Tools make up their
    /// own keys, so a run with known keys is the LocalHost's.
    /// </summary>
    /// <returns>The process, and what completes when it has said that it listens, if it is one that says so.</returns>
    public static (Child Process, Task Listens) Start(
        Repository repository, Dotnet dotnet, Dictionary<string, string?> settings, LocalRunOptions options, Action<string> onLine)
    {
        if (options.Keys is null && Executables.Find("func") is { } func)
        {
            settings["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
            settings["FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT"] = "1";
            string[] start = ["start", "--no-build", "--port", $"{options.Port}"];
            return (Child.Start("func", func, start, onLine, repository.AppOutput, settings), Task.CompletedTask);
        }

        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] arguments = [repository.HostAssembly, "--port", $"{options.Port}", .. options.Keys is null ? [] : new[] { "--keys" }];
        return (dotnet.Start("The host", arguments, Read, settings), listens.Task);

        void Read(string line)
        {
            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
                listens.TrySetResult();
            onLine(line);
        }
    }
}
