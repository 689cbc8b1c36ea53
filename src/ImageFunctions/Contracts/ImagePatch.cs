using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>What a PATCH changes: a member that is absent stays, one that is null or empty is cleared.</summary>
public sealed record ImagePatch
{
    public required bool HasTitle { get; init; }

    public string? Title { get; init; }

    public required bool HasDescription { get; init; }

    public string? Description { get; init; }

    public bool HasFocalPoint { get; init; }

    public FocalPoint? FocalPoint { get; init; }

    /// <summary>Null keeps the tags.</summary>
    public IReadOnlyList<string?>? Tags { get; init; }
}
