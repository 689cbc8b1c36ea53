namespace ImageFunctions.Storage.Messages;

/// <summary>A message as it came, whatever its text says.</summary>
/// <param name="Queue">Where it belongs: for one from a poison queue, the queue that it failed in.</param>
public sealed record QueuedText(string Queue, string Text, string MessageId, DateTimeOffset? InsertedAt);
