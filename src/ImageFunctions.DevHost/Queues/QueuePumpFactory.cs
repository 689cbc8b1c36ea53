using Azure.Core;
using Azure.Storage.Queues;
using ImageFunctions.DevHost.Functions;
using ImageFunctions.DevHost.Invocations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Queues;

/// <summary>Puts together the pump of a queue function.</summary>
internal sealed class QueuePumpFactory(
    QueueConnections connections,
    AppSettings settings,
    QueueRules rules,
    FunctionInvoker invoker,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILoggerFactory loggers)
{
    /// <exception cref="InvalidOperationException">The queue's name or its connection has no value in the settings.</exception>
    public QueuePump Create(IndexedFunction function)
    {
        var attribute = (QueueTriggerAttribute)function.Trigger;
        var name = settings.Resolve(attribute.QueueName);
        var options = new QueueClientOptions { MessageEncoding = rules.MessageEncoding };
        options.MessageDecodingFailed += UndecodableTo(attribute.Connection, name);
        var account = connections.Open(attribute.Connection, options);
        var queue = account.GetQueueClient(name);
        var settlement = new MessageSettlement(queue, Poison(queue, account), rules, loggers.CreateLogger<MessageSettlement>());
        var trigger = new QueueTrigger(function, invoker, scopes);
        return new QueuePump(trigger, queue, settlement, rules, time, loggers.CreateLogger<QueuePump>());
    }

    // A text that is not base64 goes to the poison queue as it is; from a poison queue it goes nowhere, and stays hidden.
    private SyncAsyncEventHandler<QueueMessageDecodingFailedEventArgs> UndecodableTo(string? connection, string queue)
    {
        var account = connections.Open(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        var poison = Poison(account.GetQueueClient(queue), account);
        return failure => poison is null || failure.ReceivedMessage is not { } message
            ? Task.CompletedTask
            : poison.TakeAsync(message, message.PopReceipt, failure.CancellationToken);
    }

    private PoisonQueue? Poison(QueueClient queue, QueueServiceClient account) => PoisonQueue.NameFor(queue.Name) is { } name
        ? new PoisonQueue(queue, account.GetQueueClient(name), loggers.CreateLogger<PoisonQueue>())
        : null;
}
