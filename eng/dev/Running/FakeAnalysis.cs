using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Running;

/// <summary>The fake of Azure AI Vision and Content Safety, in a process of its own that ends with this one.</summary>
internal static class FakeAnalysis
{
    private const string Listening = "Listening on ";
    // The one that the fake accepts: a secret of nobody.
    private const string Key = "wire-key-0123456789abcdef";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Starts it and adds the settings that lead the service there.</summary>
    /// <exception cref="StopException">It does not start.</exception>
    public static async Task<Child> StartAsync(
        Repository repository, Dotnet dotnet, Dictionary<string, string?> settings, Action<string> onLine,
        CancellationToken cancellationToken)
    {
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var child = dotnet.Start("The fake analysis", [repository.FakeAnalysisAssembly], Read);
        try
        {
            await Task.WhenAny(address.Task, child.Completion, Task.Delay(StartDeadline, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (!address.Task.IsCompleted)
                throw new StopException("The fake analysis did not start; its messages above say why.");
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }

        foreach (var section in (string[])["Vision", "ContentSafety"])
            (settings[$"{section}__Endpoint"], settings[$"{section}__Key"]) = (await address.Task, Key);
        // So that everything can be seen; whoever wants something else says so in the environment.
        Default("Vision__Features", "Tags,Objects,Caption");
        Default("ContentSafety__Policy", "block");
        return child;

        void Default(string name, string value) => settings[name] = Environment.GetEnvironmentVariable(name) ?? value;

        void Read(string line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
                address.TrySetResult(line[Listening.Length..]);
            else
                onLine(line);
        }
    }
}
