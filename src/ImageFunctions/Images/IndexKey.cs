using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Keys of the index: a kind and a value, in the characters that keys may have, and the image's own row key.</summary>
internal static class IndexKey
{
    private const int HashLength = 64;
    private const char PrefixEnd = '|';

    // 1 KiB of UTF-16.
    private const int MaxKey = 500;

    // Keys may not hold / \ # ? nor control characters, and are limited to 1 KiB: everything else than letters, digits and
    // a few marks is written as its UTF-8 bytes in hex, and what gets too long ends in its hash.
    public static string Partition(IndexEntry entry)
    {
        var key = new StringBuilder(entry.Kind).Append('|');
        // Blobs are different ones when their names differ in case; everything else is looked for without regard to it.
        foreach (var b in Encoding.UTF8.GetBytes(entry.Kind == IndexKinds.Blob ? entry.Value : entry.Value.ToLowerInvariant()))
        {
            if (char.IsAsciiLetterLower((char)b) || char.IsAsciiDigit((char)b)
                || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)' ' or (byte)'@')
                key.Append((char)b);
            else
                key.Append('=').Append(b.ToString("x2", CultureInfo.InvariantCulture));
        }

        return key.Length <= MaxKey ? key.ToString() : Shorten(key.ToString());
    }

    // "=h" cannot begin an escaped byte, so a shortened value never meets a whole one.
    private static string Shorten(string key) =>
        key[..(MaxKey / 2)] + "=h" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static string Row(ImageId id, IndexEntry entry) =>
        entry.Prefix is { } prefix ? prefix + PrefixEnd + RecordKey.Row(id) : RecordKey.Row(id);

    /// <summary>The image whose row it is, or null for another kind of row.</summary>
    public static ImageId? ImageOfRow(string row) => RecordKey.TryIdOfRow(row[(row.IndexOf(PrefixEnd) + 1)..], out var id) ? id : null;

    /// <summary>Whether rows under this key are about a user's images and say so.</summary>
    public static bool NamesUser(string partition, string userId)
    {
        const string prefix = IndexKinds.Sha256 + "|";
        return partition == Partition(new IndexEntry(IndexKinds.User, userId))
            || (partition.StartsWith(prefix, StringComparison.Ordinal) && partition.Length > prefix.Length + HashLength
                && partition == Partition(new IndexEntry(
                    IndexKinds.Sha256, IndexKinds.Sha256Value(userId, partition.Substring(prefix.Length, HashLength)))));
    }
}
