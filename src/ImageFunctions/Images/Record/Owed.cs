namespace ImageFunctions.Images.Record;

/// <summary>
/// What follows from a change of a record and is still to be done. It is written with the change, so that neither a crash nor a
/// lost answer comes between the two.
/// </summary>
/// <param name="Name">One of the names here, or that of an event that receivers are to be told of.</param>
/// <param name="At">When the event was, or when the work is due.</param>
public sealed record Owed(string Name, DateTimeOffset? At = null)
{
    /// <summary>The message that makes the work begin.</summary>
    public const string Check = "check";

    /// <summary>The message that makes the analyzers be asked again.</summary>
    public const string Analysis = "analysis";

    /// <summary>The files have to go where no link leads.</summary>
    public const string Block = "block";
}
