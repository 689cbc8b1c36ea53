using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Storage;

/// <summary>Links to stored files. Configuration section <c>Upload</c>.</summary>
public sealed class LinkOptions
{
    public const string Section = "Upload";

    /// <summary>Seconds that a read link lives at least; its end is rounded up to this. Default 3,600.</summary>
    [Range(60, 86_400)]
    public int LinkLifetimeSeconds { get; init; } = 3600;
}
