namespace Azure.Data.Tables;

public enum TableUpdateMode
{
    /// <summary>Keeps the stored properties that are not sent.</summary>
    Merge = 0,

    /// <summary>Drops them.</summary>
    Replace = 1,
}
