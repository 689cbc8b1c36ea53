using ImageFunctions.Images.Record;

namespace ImageFunctions.Processing;

/// <summary>How asking the analyzers ended: an answer, a reason for none, or word to ask again later.</summary>
public sealed record AnalysisOutcome
{
    public ImageAnalysis? Analysis { get; private init; }
    public ReadOnlyMemory<byte>? RawJson { get; private init; }
    public StepState State { get; private init; }
    public string? Note { get; private init; }

    /// <summary>When to ask again; null when this is the end of it.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static AnalysisOutcome Answered(ImageAnalysis analysis, ReadOnlyMemory<byte> rawJson, string? note) =>
        new() { Analysis = analysis.Bounded(), RawJson = rawJson, State = StepState.Completed, Note = note };

    /// <summary>What an earlier pass over the same bytes had found.</summary>
    public static AnalysisOutcome Kept(ImageAnalysis analysis) => new() { Analysis = analysis, State = StepState.Completed };

    public static AnalysisOutcome Skipped(string reason) => new() { State = StepState.Skipped, Note = reason };

    public static AnalysisOutcome Failed(string reason) => new() { State = StepState.Failed, Note = reason };

    public static AnalysisOutcome Later(TimeSpan retryAfter, string reason) =>
        new() { State = StepState.Pending, RetryAfter = retryAfter, Note = reason };

    public ImageRecord ApplyTo(ImageRecord image) => image with
    {
        Analysis = Analysis,
        AnalysisNote = Note,
        Steps = image.Steps with { Analysis = State },
    };
}
