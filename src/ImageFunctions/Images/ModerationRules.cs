using ImageFunctions.Analysis;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Images;

/// <summary>What moderation means: the one place that decides what may be served and what a verdict makes of an image.</summary>
public sealed class ModerationRules(IOptions<ContentSafetyOptions> options)
{
    private bool IsOn => options.Value.Endpoint is not null;

    private bool NeedsVerdict => IsOn && options.Value.Policy != ModerationPolicy.Flag;

    /// <summary>Where an image begins.</summary>
    public Moderation Initial => IsOn ? Moderation.Pending : Moderation.None;

    /// <summary>Whether its files, and what can be seen in them, may be shown.</summary>
    public bool MayServe(ImageRecord image) => image.Status != ImageStatus.Unknown && image.Moderation.State switch
    {
        ModerationState.None or ModerationState.Approved or ModerationState.Flagged => true,
        ModerationState.Pending => !NeedsVerdict,
        _ => false,
    };

    /// <summary>The state after an analysis has ended. What stands already stays: only a first verdict is taken.</summary>
    /// <param name="labels">The verdict, or null when there is none to be had.</param>
    public Moderation Judge(Moderation before, IReadOnlyList<ModerationLabel>? labels)
    {
        if (!IsOn || before.State is not (ModerationState.Pending or ModerationState.None))
            return before;
        var state = (labels, options.Value.Policy) switch
        {
            (null, ModerationPolicy.Flag) => ModerationState.None,
            (null, _) => ModerationState.Held,
            ({ Count: 0 }, _) => ModerationState.Approved,
            (_, ModerationPolicy.Flag) => ModerationState.Flagged,
            (_, ModerationPolicy.Hold) => ModerationState.Held,
            _ => ModerationState.Blocked,
        };
        return new Moderation(state, labels);
    }
}
