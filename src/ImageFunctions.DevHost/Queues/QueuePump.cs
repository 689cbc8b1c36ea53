using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ImageFunctions.DevHost.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Queues;

/// <summary>Takes messages from one queue by the host's rules. A queue that does not exist yet is waited for.</summary>
internal sealed partial class QueuePump(
    QueueTrigger trigger,
    QueueClient queue,
    MessageSettlement settlement,
    QueueRules rules,
    TimeProvider time,
    ILogger<QueuePump> logger) : ITriggerPump
{
    private bool _troubled;

    public string Function => trigger.Function.Name;

    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        var idle = new PollingInterval(rules.MaxPollingInterval);
        var running = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            // Not stopped half-way: messages on their way here would be hidden from everyone for a lease.
            var batch = await ReceiveAsync(abort);
            if (batch.Length == 0)
            {
                await Task.Delay(idle.Next(), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            idle.Reset();
            running.AddRange(batch.Select(message => ProcessAsync(message, abort)));
            while (running.Count > rules.NewBatchThreshold)
                running.Remove(await Task.WhenAny(running));
        }

        await Task.WhenAll(running);
    }

    /// <summary>Runs the function with a text that was in no queue: no lease, no retry, no poison.</summary>
    public Task RunOnceAsync(string? input, CancellationToken abort)
    {
        var now = time.GetUtcNow();
        var message = QueuesModelFactory.QueueMessage(
            Guid.NewGuid().ToString(), "none", BinaryData.FromString(input ?? ""), 1, now, now, now.AddDays(7));
        return trigger.InvokeAsync(message, "This function was programmatically called via the host APIs.", abort);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The pump outlives every trouble of the storage; it logs it and looks again.")]
    private async Task<QueueMessage[]> ReceiveAsync(CancellationToken abort)
    {
        try
        {
            QueueMessage[] batch = await queue.ReceiveMessagesAsync(rules.BatchSize, rules.Lease, abort);
            _troubled = false;
            return batch;
        }
        catch (Exception e)
        {
            if (!_troubled)
                LogNotReceived(logger, queue.Name, e is RequestFailedException { ErrorCode: { } code } ? code : e.Message);
            _troubled = true;
            return [];
        }
    }

    private async Task ProcessAsync(QueueMessage message, CancellationToken abort)
    {
        try
        {
            if (await settlement.RefusesAsync(message))
                return;

            var lease = new MessageLease(queue, message, rules.Lease, time, logger);
            var succeeded = await SucceedsAsync(message, abort);
            await lease.DisposeAsync();
            await settlement.SettleAsync(message, lease.PopReceipt, succeeded);
        }
        catch (Exception e)
        {
            LogNotSettled(logger, e, message.MessageId, queue.Name);
        }
    }

    // The invoker has logged the failure; here it only decides what becomes of the message.
    private async Task<bool> SucceedsAsync(QueueMessage message, CancellationToken abort)
    {
        try
        {
            await trigger.InvokeAsync(message, $"New queue message detected on '{queue.Name}'.", abort);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    [LoggerMessage(44, LogLevel.Warning, "No messages from queue '{Queue}' ({Reason}); looking again until there are")]
    private static partial void LogNotReceived(ILogger logger, string queue, string reason);

    [LoggerMessage(45, LogLevel.Error, "Message {MessageId} of queue '{Queue}' could not be settled; it will come back")]
    private static partial void LogNotSettled(ILogger logger, Exception exception, string messageId, string queue);
}
