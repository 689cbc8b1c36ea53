using System.Text.Json.Serialization;

namespace ImageFunctions.Images.Record;

/// <summary>What moderation says of an image; a state of its own, which no repeated work changes.</summary>
public enum ModerationState
{
    /// <summary>Nobody was to be asked.</summary>
    None,

    /// <summary>No verdict yet.</summary>
    Pending,

    /// <summary>Nothing was found, or a person allowed it.</summary>
    Approved,

    /// <summary>Something was found and the policy serves it all the same.</summary>
    Flagged,

    /// <summary>Not served until a person decides: something was found, or no verdict was to be had.</summary>
    Held,

    /// <summary>Never served. Only a person's approval lifts it.</summary>
    Blocked,
}

/// <summary>A member that this version does not know may change what the others mean: such a column is not understood.</summary>
/// <param name="Labels">Categories at or above their threshold.</param>
/// <param name="ReviewedBy">Who decided, when a person did; what the caller of the review says.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Moderation(
    ModerationState State, IReadOnlyList<ModerationLabel>? Labels = null, string? ReviewedBy = null, DateTimeOffset? ReviewedAt = null)
{
    public static readonly Moderation None = new(ModerationState.None);

    public static readonly Moderation Pending = new(ModerationState.Pending);
}
