using ImageFunctions.LocalHost.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost.Worker;

/// <summary>The app's worker, started again whenever it ends by itself.</summary>
internal sealed partial class AppWorker(
    LocalHostSettings settings, AppSettings app, WorkerStreams streams, Uri address, ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private readonly ILogger _logger = loggers.CreateLogger("Host.Worker");
    private readonly CancellationTokenSource _stopping = new();
    private volatile WorkerSession? _current;
    private Task _watching = Task.CompletedTask;

    public IReadOnlyList<AppFunction> Functions { get; private set; } = [];

    /// <summary>Starts the first; that must succeed.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var first = await WorkerSession.StartAsync(settings, app, streams, address, loggers, cancellationToken);
        Functions = first.Functions;
        _current = first;
        LogReady(_logger, first.ProcessId);
        _watching = WatchAsync(first);
    }

    /// <summary>
    /// The worker, once there is one: with one that is lost a message would fail, come back and fail again, until it has used up its tries.
    /// </summary>
    public async Task<WorkerSession> ReadyAsync(CancellationToken cancellationToken)
    {
        var session = _current!;
        while (session.Lost.IsCompleted && !_stopping.IsCancellationRequested)
            session = await session.Next.Task.WaitAsync(cancellationToken);
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private async Task WatchAsync(WorkerSession session)
    {
        var stopped = Task.Delay(Timeout.Infinite, _stopping.Token);
        while (await Task.WhenAny(session.Lost, stopped) != stopped && !_stopping.IsCancellationRequested)
        {
            await session.DisposeAsync();
            LogEnded(_logger, session.ExitCode);
            if (await RestartAsync() is not { } restarted)
            {
                session.Next.SetException(new WorkerLostException());
                return;
            }

            _current = restarted;
            session.Next.SetResult(restarted);
            session = restarted;
            LogReady(_logger, session.ProcessId);
        }

        await session.DisposeAsync();
    }

    private async Task<WorkerSession?> RestartAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                return await WorkerSession.StartAsync(settings, app, streams, address, loggers, _stopping.Token);
            }
            catch (Exception e) when (e is WorkerLostException or WorkerFailedException)
            {
                LogNotRestarted(_logger, e.Message);
                await Task.Delay(RestartPause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return null;
    }

    [LoggerMessage(1, LogLevel.Information, "Worker process started and initialized (process {ProcessId}).")]
    private static partial void LogReady(ILogger logger, int processId);

    [LoggerMessage(2, LogLevel.Error, "The worker process ended with exit code {ExitCode}; starting another.")]
    private static partial void LogEnded(ILogger logger, int exitCode);

    [LoggerMessage(3, LogLevel.Error, "The worker process did not start: {Reason}")]
    private static partial void LogNotRestarted(ILogger logger, string reason);
}
