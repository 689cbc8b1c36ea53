namespace ImageFunctions.Images.Record;

/// <summary>Where an image is in its life.</summary>
public enum ImageStatus
{
    /// <summary>An upload URL was issued, nothing has arrived.</summary>
    Pending,

    /// <summary>The original is there, processing has not begun.</summary>
    Uploaded,
    Processing,
    Completed,
    Failed,
    Deleted,

    /// <summary>The upload URL ran out and nothing was uploaded.</summary>
    Expired,

    /// <summary>What a newer version wrote and this one does not understand. It is shown, never served and left as it is.</summary>
    Unknown,
}

public enum StepState
{
    Pending,
    Processing,
    Completed,
    Failed,
    Skipped,
}

/// <summary>How far each part of the work is.</summary>
public sealed record ImageSteps
{
    public StepState Upload { get; init; }
    public StepState Thumbnails { get; init; }
    public StepState WebP { get; init; }
    public StepState Analysis { get; init; }

    /// <summary>0–100; a step that is finished in any way counts as done.</summary>
    public int Progress => 25 * new[] { Upload, Thumbnails, WebP, Analysis }
        .Count(step => step is StepState.Completed or StepState.Skipped or StepState.Failed);
}
