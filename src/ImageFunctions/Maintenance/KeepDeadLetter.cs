using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Maintenance;

/// <summary>Why work was given up.</summary>
public static class DeadLetterReasons
{
    public const string Poison = "poison";
    public const string Unreadable = "unreadable";
    public const string AnalysisGaveUp = "analysis_gave_up";
    public const string WebhookGaveUp = "webhook_gave_up";
}

/// <summary>Keeps what could not be done. The letter is stored before anything else is said of it.</summary>
public sealed partial class KeepDeadLetter(
    DeadLetters letters, EndPoisonedImage image, ImageMetrics metrics, TimeProvider time, ILogger<KeepDeadLetter> logger)
{
    /// <summary>A message that failed too often: its image is marked failed, unless it is done after all, or was never uploaded.</summary>
    /// <param name="cause">What happened on the last try, as far as that is known.</param>
    public async Task PoisonAsync(QueuedText message, string? cause, long attempts, CancellationToken cancellationToken)
    {
        // Before anything is made of what it says.
        var letter = await PutAsync(message, DeadLetterReasons.Poison, attempts, null, cause, cancellationToken);
        var work = message.Queue == StorageNames.UploadsQueue ? ImageWork.Read(message.Text) : null;
        var id = work is null ? MessageJson.Read<WebhookRequest>(message.Text)?.ImageId : work.Image;
        LogPoisoned(logger, message.Queue, message.MessageId, id?.ToString() ?? "none");
        if (id is null)
            return;
        await letters.PutAsync(letter with { ImageId = id }, cancellationToken);
        if (work is ImageWork.Uploads)
            await image.RunAsync(id.Value, cancellationToken);
    }

    /// <summary>A message that nobody can read: it would only come back.</summary>
    public async Task UnreadableAsync(QueuedText message, CancellationToken cancellationToken)
    {
        await PutAsync(message, DeadLetterReasons.Unreadable, 1, null, detail: null, cancellationToken);
        LogUnreadable(logger, message.Queue, message.MessageId);
    }

    /// <summary>Work that ended its own retries.</summary>
    public Task GiveUpAsync<T>(
        string queue, T message, string messageId, ImageId id, string reason, int attempts, CancellationToken cancellationToken) =>
        PutAsync(
            new QueuedText(queue, JsonSerializer.Serialize(message, MessageJson.Options), messageId, null), reason, attempts, id,
            detail: null, cancellationToken);

    private async Task<DeadLetter> PutAsync(
        QueuedText message, string reason, long attempts, ImageId? imageId, string? detail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var letter = new DeadLetter(
            DeadLetters.IdFor(message.MessageId, message.InsertedAt ?? now), message.Queue, message.Text, reason, detail, attempts,
            imageId, now);
        await letters.PutAsync(letter, cancellationToken);
        metrics.DeadLettered(reason);
        return letter;
    }

    [LoggerMessage(1040, LogLevel.Error,
        "A message of queue {Queue} failed too often and became a dead letter: message {MessageId}, image {ImageId}.",
        EventName = AlertEvents.ImagePoisoned)]
    private static partial void LogPoisoned(ILogger logger, string queue, string messageId, string imageId);

    [LoggerMessage(1041, LogLevel.Warning, "A message of queue {Queue} could not be read and became a dead letter: message {MessageId}.")]
    private static partial void LogUnreadable(ILogger logger, string queue, string messageId);
}
