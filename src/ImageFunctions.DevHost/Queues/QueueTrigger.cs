using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using ImageFunctions.DevHost.Functions;
using ImageFunctions.DevHost.Invocations;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.DevHost.Queues;

/// <summary>Runs one function with one message.</summary>
internal sealed class QueueTrigger(IndexedFunction function, FunctionInvoker invoker, IServiceScopeFactory scopes)
{
    public IndexedFunction Function => function;

    /// <summary>Throws what the function throws.</summary>
    public async Task InvokeAsync(QueueMessage message, string reason, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await invoker.InvokeAsync(
            new Invocation(function, scope.ServiceProvider, message, BindingData(message), cancellationToken), reason);
    }

    // Values are text and dates are JSON, as they reach a worker.
    private static Dictionary<string, object?> BindingData(QueueMessage message) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["QueueTrigger"] = message.Body.ToString(),
            ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
            ["Id"] = message.MessageId,
            ["PopReceipt"] = message.PopReceipt,
            ["InsertionTime"] = JsonSerializer.Serialize(message.InsertedOn),
            ["ExpirationTime"] = JsonSerializer.Serialize(message.ExpiresOn),
            ["NextVisibleTime"] = JsonSerializer.Serialize(message.NextVisibleOn),
        };
}
