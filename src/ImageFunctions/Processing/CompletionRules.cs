using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Processing;

/// <summary>What a record becomes when its work has ended.</summary>
public sealed class CompletionRules(ModerationRules moderation, TimeProvider time)
{
    public ImageRecord Complete(ImageRecord record, AnalysisOutcome analysis)
    {
        var released = record with { ClaimedBy = null, ClaimedUntil = null };
        if (analysis.RetryAfter is not null)
            return released;
        var judged = released with { Moderation = moderation.Judge(released.Moderation, analysis.Analysis?.ModerationLabels) };
        return judged.Moderation.State == ModerationState.Blocked
            ? judged.Block(time.GetUtcNow())
            : judged with { Status = ImageStatus.Completed, ProcessedAt = time.GetUtcNow(), Error = null };
    }
}
