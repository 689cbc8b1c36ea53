using System.Globalization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>
/// Keys that follow from the id alone. Both count down with time, so that the table's own order is newest first, also
/// across days; a day is a partition.
/// </summary>
internal static class RecordKey
{
    private const int LastDay = 99_999;
    private const long LastMillisecond = 9_999_999_999_999;

    public static string Partition(ImageId id) => Partition(id.CreatedAt);

    public static string Partition(DateTimeOffset time) =>
        (LastDay - time.ToUnixTimeMilliseconds() / 86_400_000).ToString("D5", CultureInfo.InvariantCulture);

    public static string Row(ImageId id) => RowPrefix(id.CreatedAt) + "_" + id;

    /// <summary>Smaller than the row key of everything created at or before <paramref name="time"/>, greater than all later ones.</summary>
    public static string RowPrefix(DateTimeOffset time) =>
        (LastMillisecond - time.ToUnixTimeMilliseconds()).ToString("D13", CultureInfo.InvariantCulture);

    /// <summary>The partition that a row key belongs to.</summary>
    public static string PartitionOfRow(string row) => Partition(TimeOfRow(row));

    /// <returns>False when it is no row key of an image.</returns>
    public static bool TryIdOfRow(string row, out ImageId id) =>
        ImageId.TryParse(row[(row.IndexOf('_', StringComparison.Ordinal) + 1)..], out id) && Row(id) == row;

    private static DateTimeOffset TimeOfRow(string row) =>
        DateTimeOffset.FromUnixTimeMilliseconds(
            LastMillisecond - long.Parse(row.AsSpan(0, 13), NumberStyles.None, CultureInfo.InvariantCulture));
}
