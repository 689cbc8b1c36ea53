using System.Net.Sockets;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Protocol;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost.Worker;

/// <summary>One run of the worker, from its start to its end.</summary>
internal sealed class WorkerSession : IAsyncDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);
    private readonly WorkerProcess _process;
    private readonly WorkerConversation _conversation;

    private WorkerSession(WorkerProcess process, WorkerConversation conversation)
    {
        (_process, _conversation) = (process, conversation);
        _ = CloseAtEndAsync();
    }

    public IReadOnlyList<AppFunction> Functions { get; private set; } = [];

    /// <summary>Where the worker takes HTTP requests.</summary>
    public Uri Http { get; private set; } = null!;

    public int ProcessId => _process.Id;

    /// <summary>Completes when it answers no more: before the process has ended, or as it ends.</summary>
    public Task Lost => _conversation.Closed;

    /// <summary>The one that takes its place, once there is one.</summary>
    public TaskCompletionSource<WorkerSession> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Known once it is disposed of.</summary>
    public int ExitCode { get; private set; }

    private Task Ended => _process.Ended;

    /// <summary>Starts a worker and returns when its functions are loaded and it listens.</summary>
    /// <exception cref="WorkerLostException">It ended instead; its lines in the log say why.</exception>
    /// <exception cref="WorkerFailedException">It refused a function.</exception>
    public static async Task<WorkerSession> StartAsync(
        LocalHostSettings settings, AppSettings app, WorkerStreams streams, Uri address, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var (id, conversation) = (Guid.NewGuid().ToString(), new WorkerConversation(loggers));
        streams.Expect(id, conversation);
        var session = new WorkerSession(WorkerProcess.Start(settings.AppFolder, app.Variables, address, id, loggers), conversation);
        try
        {
            await session.LoadAsync(settings.AppFolder, app).WaitAsync(cancellationToken);
            return session;
        }
        catch
        {
            session._process.Kill();
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a function to its end.</summary>
    /// <param name="cancellationToken">Asks the function to stop; it is waited for all the same.</param>
    /// <exception cref="WorkerFailedException">The function failed.</exception>
    /// <exception cref="WorkerLostException">The worker ended meanwhile.</exception>
    public async Task InvokeAsync(InvocationRequest request, CancellationToken cancellationToken)
    {
        await using var cancel = cancellationToken.Register(() => _conversation.Send(
            new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } }));
        Check((await _conversation.AskAsync(new StreamingMessage { InvocationRequest = request })).InvocationResponse.Result);
    }

    /// <summary>Asks the worker to end, and ends it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        _conversation.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
        await Task.WhenAny(Ended, Task.Delay(StopGrace));
        _process.Kill();
        await Ended;
        ExitCode = _process.ExitCode;
        _process.Dispose();
    }

    private async Task LoadAsync(string folder, AppSettings app)
    {
        await _conversation.Connected;
        var init = new WorkerInitRequest { HostVersion = "4.0.0", WorkerDirectory = folder, FunctionAppDirectory = folder };
        var ready = (await _conversation.AskAsync(new StreamingMessage { WorkerInitRequest = init })).WorkerInitResponse;
        Check(ready.Result);
        Http = new Uri(ready.Capabilities["HttpUri"]);
        var request = new FunctionsMetadataRequest { FunctionAppDirectory = folder };
        var answer = (await _conversation.AskAsync(new StreamingMessage { FunctionsMetadataRequest = request })).FunctionMetadataResponse;
        Check(answer.Result);
        Functions = [.. answer.FunctionMetadataResults.Select(AppFunction.From)
            .Where(function => !app.IsDisabled(function.Name)).OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
        foreach (var loaded in await Task.WhenAll(Functions.Select(function => _conversation.AskAsync(new StreamingMessage
        {
            FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.Metadata.FunctionId, Metadata = function.Metadata },
        }))))
            Check(loaded.FunctionLoadResponse.Result);
        await ListensAsync();
    }

    // Its web server may start later than its side of the conversation.
    private async Task ListensAsync()
    {
        while (!Ended.IsCompleted)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(Http.Host, Http.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }

        throw new WorkerLostException();
    }

    private async Task CloseAtEndAsync()
    {
        await Ended;
        _conversation.Close();
    }

    private static void Check(StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new WorkerFailedException($"{result.Exception?.Message}{Environment.NewLine}{result.Exception?.StackTrace}");
    }
}
