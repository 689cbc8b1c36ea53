using Azure.Storage.Queues.Models;

namespace ImageFunctions.Storage.Messages;

/// <summary>A message as it came, whatever its text says.</summary>
/// <param name="Queue">Where it belongs: for one from a poison queue, the queue that it failed in.</param>
/// <param name="IsDecoded">False when the message was no base64, and is kept as it lay in the queue.</param>
public sealed record QueuedText(string Queue, string Text, string MessageId, DateTimeOffset? InsertedAt, bool IsDecoded = true)
{
    public static QueuedText Of(string queue, QueueMessage message)
    {
        var raw = message.Body.ToString();
        var text = MessageText.Decode(raw);
        return new QueuedText(queue, text ?? raw, message.MessageId, message.InsertedOn, text is not null);
    }
}
