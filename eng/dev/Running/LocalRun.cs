using ImageFunctions.Dev.Building;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Running;

/// <param name="Port">Where the API listens.</param>
/// <param name="Keys">Keys to demand, or null for none.</param>
/// <param name="Data">The folder for storage, or null for memory.</param>
/// <param name="FakeAnalysis">Whether a fake of Azure AI Vision and Content Safety runs too.</param>
public sealed record LocalRunOptions(int Port, ServiceKeys? Keys = null, string? Data = null, bool FakeAnalysis = false);

/// <summary>The service and its storage, running on this machine until disposed.</summary>
public sealed class LocalRun : IAsyncDisposable
{
    private static readonly TimeSpan DrainGrace = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan GraceWithoutStorage = TimeSpan.FromSeconds(2);
    private readonly Child _host;
    private readonly Child? _analysis;

    private LocalRun(Azurite storage, Child host, Child? analysis, LocalRunOptions options, string routePrefix)
    {
        (Storage, _host, _analysis, Options) = (storage, host, analysis, options);
        Api = new Uri($"http://localhost:{options.Port}/{(routePrefix.Length == 0 ? "" : routePrefix + "/")}");
    }

    public Azurite Storage { get; }

    public LocalRunOptions Options { get; }

    /// <summary>Ends with a slash.</summary>
    public Uri Api { get; }

    /// <summary>Installs and builds what is needed, starts storage and host, and waits until the service is healthy.</summary>
    public static async Task<LocalRun> StartAsync(
        Repository repository, Screen screen, LocalRunOptions options, RunLog log, CancellationToken cancellationToken)
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
                async token => storage = await Azurite.InstallAndStartAsync(
                    repository, nodePackages, options.Data, line => log.Add("azurite", line), token),
                async token =>
                {
                    await build.RunAsync(repository.HostProject, HostProjects(repository), token);
                    if (options.FakeAnalysis)
                        await build.RunAsync(repository.FakeAnalysisProject, [repository.FakeAnalysisProject], token);
                });
            screen.Say("Starting the service");
            return await ServeAsync(repository, dotnet, storage!, options, log, cancellationToken);
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
    public async Task WaitForEndAsync(RunLog log, CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(_host.Completion, Storage.Process.Completion, Task.Delay(Timeout.Infinite, cancellationToken));
        if (ended == _host.Completion || ended == Storage.Process.Completion)
            // Ctrl-C reaches the children at the same moment as us: let our own signal arrive before blaming them.
            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        throw Ended(ended == _host.Completion ? _host : Storage.Process, log);
    }

    /// <summary>The host first, so that what it is doing can still be stored.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        if (_analysis is not null)
            await _analysis.DisposeAsync();
        await Storage.DisposeAsync();
    }

    private static async Task<LocalRun> ServeAsync(
        Repository repository, Dotnet dotnet, Azurite storage, LocalRunOptions options, RunLog log, CancellationToken cancellationToken)
    {
        var settings = ServiceHost.Settings(storage, options.Keys);
        var analysis = options.FakeAnalysis
            ? await FakeAnalysis.StartAsync(repository, dotnet, settings, line => log.Add("analysis", line), cancellationToken) : null;
        var (host, listens) = ServiceHost.Start(repository, dotnet, settings, options, line => log.Add("host", line));
        var run = new LocalRun(storage, host, analysis, options, repository.RoutePrefix);
        try
        {
            // Whoever answers at the port before the host says that it listens is somebody else.
            await Task.WhenAny(listens, host.Completion).WaitAsync(cancellationToken);
            if (await Health.WaitAsync(run.Api, host.Completion, cancellationToken))
                return run;
            Ports.Require(options.Port);
            throw Ended(host, log);
        }
        catch
        {
            await run.StopHostAsync();
            if (analysis is not null)
                await analysis.DisposeAsync();
            throw;
        }
    }

    private async Task StopHostAsync()
    {
        await _host.StopAsync(Storage.Process.Completion.IsCompleted ? GraceWithoutStorage : DrainGrace);
        await _host.DisposeAsync();
    }

    private static StopException Ended(Child child, RunLog log)
    {
        log.ShowLast();
        return new($"{child.Name} ended by itself with exit code {child.Completion.Result}; its last lines above say why.");
    }
}
