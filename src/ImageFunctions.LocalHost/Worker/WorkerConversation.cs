using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using ImageFunctions.LocalHost.Protocol;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost.Worker;

/// <summary>The host's side of the stream of messages with one worker.</summary>
internal sealed class WorkerConversation(ILoggerFactory loggers)
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = [];
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the worker has connected.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Completes when nothing more is answered.</summary>
    public Task Closed => _closed.Task;

    public void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Sends a request and waits for the worker's answer to it.</summary>
    /// <exception cref="WorkerLostException">The worker ended before it answered.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage request)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        request.RequestId = Guid.NewGuid().ToString();
        _asked[request.RequestId] = answer;
        if (Closed.IsCompleted)
            Close();
        Send(request);
        return await answer.Task;
    }

    /// <summary>Exchanges messages until the worker is gone.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> fromWorker, IServerStreamWriter<StreamingMessage> toWorker,
        CancellationToken cancellationToken)
    {
        _connected.TrySetResult();
        try
        {
            await await Task.WhenAny(ReceiveAsync(fromWorker, cancellationToken), SendAsync(toWorker, cancellationToken));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // So it looks here when the process is gone.
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Fails all that is still asked.</summary>
    public void Close()
    {
        _closed.TrySetResult();
        _connected.TrySetException(new WorkerLostException());
        foreach (var id in _asked.Keys)
        {
            if (_asked.TryRemove(id, out var answer))
                answer.TrySetException(new WorkerLostException());
        }
    }

    private async Task SendAsync(IServerStreamWriter<StreamingMessage> toWorker, CancellationToken cancellationToken)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
            await toWorker.WriteAsync(message, cancellationToken);
    }

    private async Task ReceiveAsync(IAsyncStreamReader<StreamingMessage> fromWorker, CancellationToken cancellationToken)
    {
        await foreach (var message in fromWorker.ReadAllAsync(cancellationToken))
        {
            if (message.RpcLog is { } log)
                Write(log);
            else if (_asked.TryRemove(message.RequestId, out var answer))
                answer.TrySetResult(message);
        }
    }

    private void Write(RpcLog log)
    {
        var text = log.Exception is { Message.Length: > 0 } error
            ? string.Join(Environment.NewLine, log.Message, error.Message, error.StackTrace) : log.Message;
        loggers.CreateLogger(log.Category).Log((LogLevel)log.Level, default, text, null, static (message, _) => message);
    }
}
