namespace ImageFunctions.Contracts;

/// <summary>What the gallery has to know before it asks for anything.</summary>
/// <param name="Links">Whether links are signed.</param>
public sealed record GallerySettings(GalleryLimits Limits, bool Links);

/// <summary>What is accepted.</summary>
/// <param name="Types">Content types.</param>
public sealed record GalleryLimits(IReadOnlyList<string> Types, long MinBytes, long MaxBytes, int MinSide, int MaxSide, long MaxPixels);
