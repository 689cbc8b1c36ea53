using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Processing;

/// <summary>What a record becomes when its work has ended, and what follows from that.</summary>
public sealed class CompletionRules(ModerationRules moderation, Outbox outbox, TimeProvider time)
{
    public ImageRecord Complete(ImageRecord record, AnalysisOutcome analysis)
    {
        var wasAtWork = record.Status == ImageStatus.Processing;
        var released = record with { ClaimedBy = null, ClaimedUntil = null };
        if (analysis.RetryAfter is { } delay)
            return wasAtWork ? released.Owe(Owed.Analysis, time.GetUtcNow() + delay) : released;
        var judged = released with { Moderation = moderation.Judge(released.Moderation, analysis.Analysis?.ModerationLabels) };
        if (judged.Moderation.State == ModerationState.Blocked)
            return outbox.Tell(judged.Block(time.GetUtcNow()), WebhookEvents.Failed);
        var completed = judged with { Status = ImageStatus.Completed, ProcessedAt = time.GetUtcNow(), Error = null };
        return wasAtWork ? outbox.Tell(completed, WebhookEvents.Completed) : completed;
    }

    public ImageRecord Fail(ImageRecord record, string code, string message) =>
        outbox.Tell(record.Fail(code, message, time.GetUtcNow()), WebhookEvents.Failed);

    /// <summary>An image whose work ends before it was claimed.</summary>
    public ImageRecord Begun(ImageRecord record) => record.Status == ImageStatus.Processing ? record
        : record.MarkUploaded(time.GetUtcNow()) with { Attempt = record.Attempt + 1 };
}
