using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function with a message of a storage queue.</summary>
/// <param name="queueName">The queue's name, or a setting's name between percent signs.</param>
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    public string QueueName { get; } = queueName;

    /// <summary>The setting, or the prefix of the settings, of the connection. Null: AzureWebJobsStorage.</summary>
    public string? Connection { get; set; }
}
