using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Tests.Samples;

/// <summary>Writes each message down, then does what it says.</summary>
internal sealed class QueueSample(Journal journal, Emulator storage)
{
    [Function("Obeys")]
    public async Task Obeys([QueueTrigger("%Sample:Queue%")] QueueMessage message, FunctionContext context, CancellationToken cancellationToken)
    {
        var order = message.Body.ToString();
        journal.Write($"{order} {message.DequeueCount}");
        switch (order)
        {
            case "fail":
                throw new InvalidOperationException("as ordered");
            case "wait":
                await journal.Gate.Task.WaitAsync(cancellationToken);
                break;
            case "hide":
                // What an app does to come back later: the receipt that the host holds is void now.
                await storage.Queue(context.GetQueueName()).UpdateMessageAsync(
                    message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.FromSeconds(1), cancellationToken: cancellationToken);
                throw new InvalidOperationException("later");
            case "take over":
                await storage.Queue(context.GetQueueName()).UpdateMessageAsync(
                    message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.FromSeconds(60), cancellationToken: cancellationToken);
                break;
            case "delete":
                await storage.Queue(context.GetQueueName()).DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
                break;
        }

        journal.Write($"{order} done");
    }
}

/// <summary>Listens to a queue that is a poison queue itself.</summary>
internal sealed class PoisonSample(Journal journal)
{
    [Function("Fails")]
    public void Fails([QueueTrigger("%Sample:Queue%-poison")] string message)
    {
        journal.Write($"poison {message}");
        throw new InvalidOperationException("again");
    }
}

internal sealed record Order(string Kind, int Number);

internal sealed class TypeSamples(Journal journal)
{
    [Function("AsString")]
    public void AsString([QueueTrigger("%Sample:Queue%-string", Connection = "Other")] string message) => journal.Write($"string {message}");

    [Function("AsBytes")]
    public void AsBytes([QueueTrigger("%Sample:Queue%-bytes", Connection = "Other")] byte[] message) => journal.Write($"bytes {message.Length}");

    [Function("AsBinary")]
    public void AsBinary([QueueTrigger("%Sample:Queue%-binary", Connection = "Other")] BinaryData message) => journal.Write($"binary {message}");

    [Function("AsObject")]
    public void AsObject([QueueTrigger("%Sample:Queue%-object", Connection = "Other")] Order order, long dequeueCount, string queueTrigger) =>
        journal.Write($"object {order.Kind} {order.Number} {dequeueCount} {queueTrigger}");
}

internal static class QueueSampleExtensions
{
    /// <summary>The queue of the test, from the settings that its trigger names.</summary>
    public static string GetQueueName(this FunctionContext context) =>
        ((Microsoft.Extensions.Configuration.IConfiguration)context.InstanceServices.GetService(
            typeof(Microsoft.Extensions.Configuration.IConfiguration))!)["Sample:Queue"]!;
}
