using ImageFunctions.Dev.Building;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Running;

/// <param name="Port">Where the API listens.</param>
/// <param name="Keys">Keys to demand, or null for none.</param>
/// <param name="Data">The folder for storage, or null for memory.</param>
public sealed record LocalRunOptions(int Port, ServiceKeys? Keys, string? Data);

/// <summary>The service and its storage, running on this machine until disposed.</summary>
public sealed class LocalRun : IAsyncDisposable
{
    private static readonly TimeSpan DrainGrace = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan GraceWithoutStorage = TimeSpan.FromSeconds(2);
    private readonly Child _host;

    private LocalRun(Azurite storage, Child host, LocalRunOptions options) =>
        (Storage, _host, Options, Origin) = (storage, host, options, new Uri($"http://localhost:{options.Port}"));

    public Azurite Storage { get; }

    public LocalRunOptions Options { get; }

    public Uri Origin { get; }

    /// <summary>Installs and builds what is needed, starts storage and host, and waits until the service is healthy.</summary>
    /// <param name="onLine">Receives the source and text of each line the two print.</param>
    public static async Task<LocalRun> StartAsync(
        Repository repository, Screen screen, LocalRunOptions options, Action<string, string> onLine, CancellationToken cancellationToken)
    {
        Ports.Require(options.Port);
        var dotnet = new Dotnet(repository);
        var nodePackages = new NodePackages(repository, screen);
        var build = new Build(repository, dotnet, nodePackages, screen);
        Azurite? storage = null;
        try
        {
            await Together.RunAsync(
                cancellationToken,
                async token => storage = await Azurite.InstallAndStartAsync(repository, nodePackages, options.Data, line => onLine("azurite", line), token),
                token => build.RunAsync(repository.HostProject, HostProjects(repository), token));
            return await ServeAsync(repository, dotnet, storage!, options, onLine, cancellationToken);
        }
        catch when (storage is not null)
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The two projects the host is made of.</summary>
    public static IReadOnlyList<string> HostProjects(Repository repository) =>
        [repository.HostProject, repository.At("src", "ImageFunctions", "ImageFunctions.csproj")];

    /// <summary>Waits until cancelled.</summary>
    /// <exception cref="StopException">The host or the storage ended by itself.</exception>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(_host.Completion, Storage.Process.Completion, Task.Delay(Timeout.Infinite, cancellationToken));
        if (ended == _host.Completion || ended == Storage.Process.Completion)
            // Ctrl-C reaches the children at the same moment as us: let our own signal arrive before blaming them.
            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        throw Ended(ended == _host.Completion ? _host : Storage.Process);
    }

    /// <summary>The host first, so that what it is doing can still be stored.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        await Storage.DisposeAsync();
    }

    private static async Task<LocalRun> ServeAsync(
        Repository repository, Dotnet dotnet, Azurite storage, LocalRunOptions options, Action<string, string> onLine, CancellationToken cancellationToken)
    {
        var host = ServiceHost.Start(repository, dotnet, storage, options.Port, options.Keys, line => onLine("host", line));
        var run = new LocalRun(storage, host, options);
        try
        {
            if (!await Health.WaitAsync(options.Port, host.Completion, cancellationToken))
                throw Ended(host);
            return run;
        }
        catch
        {
            await run.StopHostAsync();
            throw;
        }
    }

    private async Task StopHostAsync()
    {
        await _host.StopAsync(Storage.Process.Completion.IsCompleted ? GraceWithoutStorage : DrainGrace);
        await _host.DisposeAsync();
    }

    private static StopException Ended(Child child) =>
        new($"{child.Name} ended by itself with exit code {child.Completion.Result}; its last lines above say why.");
}
