namespace ImageFunctions.Images;

/// <summary>How strictly images belong to their owners. Configuration section <c>Owner</c>.</summary>
public sealed class OwnerOptions
{
    public const string Section = "Owner";

    /// <summary>
    /// Whether every request about images must name its user, and gets to read and change only what is that user's or
    /// nobody's. Default false: who names nobody may do everything, and reading is open to all who hold a key.
    /// </summary>
    public bool Required { get; init; }
}
