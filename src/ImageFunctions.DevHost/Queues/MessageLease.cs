using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Queues;

/// <summary>Keeps a message hidden while a function works on it, and knows the receipt to settle it with.</summary>
internal sealed partial class MessageLease : IAsyncDisposable
{
    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan length, TimeProvider time, ILogger logger)
    {
        _queue = queue;
        _message = message;
        _length = length;
        _time = time;
        _logger = logger;
        PopReceipt = message.PopReceipt;
        _renewing = RenewAsync();
    }

    /// <summary>The receipt of the last renewal. Steady once the lease is disposed.</summary>
    public string PopReceipt { get; private set; }

    /// <summary>Whether the answer says that the message is someone else's by now, or gone, or its queue is.</summary>
    public static bool IsLost(RequestFailedException e) => e.Status == 404
        || e.ErrorCode == QueueErrorCode.PopReceiptMismatch
        || e.ErrorCode == QueueErrorCode.QueueBeingDeleted
        || e.ErrorCode == QueueErrorCode.QueueDisabled;

    /// <summary>Ends the renewals; one that is under way is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        _done.Dispose();
    }

    private async Task RenewAsync()
    {
        var pause = _length / 2;
        while (await PauseAsync(pause))
        {
            try
            {
                UpdateReceipt receipt = await _queue.UpdateMessageAsync(
                    _message.MessageId, PopReceipt, visibilityTimeout: _length, cancellationToken: CancellationToken.None);
                PopReceipt = receipt.PopReceipt;
                pause = _length / 2;
            }
            catch (RequestFailedException e) when (IsLost(e))
            {
                // The function may have changed the message's visibility itself.
                LogLost(_logger, _message.MessageId, e.ErrorCode);
                return;
            }
            catch (Exception e)
            {
                LogNotRenewed(_logger, _message.MessageId, e.Message);
                pause = _length / 8;
            }
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _done.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(42, LogLevel.Debug, "The lease of message {MessageId} is no longer ours ({Code})")]
    private static partial void LogLost(ILogger logger, string messageId, string? code);

    [LoggerMessage(43, LogLevel.Warning, "The lease of message {MessageId} was not renewed: {Reason}")]
    private static partial void LogNotRenewed(ILogger logger, string messageId, string reason);
}
