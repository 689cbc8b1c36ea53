using System.Globalization;
using System.Numerics;

namespace ImageFunctions.Images.Record;

/// <summary>
/// How 64-bit perceptual hashes are compared, written and found. A hash has a key for each of its bytes: the byte's place, and the
/// hash turned so that the byte comes first. Hashes that share a byte, or it and the next, are neighbors in a sorted table.
/// Of two hashes up to <see cref="GuaranteedDistance"/> bits apart one byte at least is the same.
/// </summary>
public static class PerceptualHash
{
    /// <summary>Largest distance in bits at which two hashes share a byte for certain.</summary>
    public const int GuaranteedDistance = ByteCount - 1;

    /// <summary>Largest distance in bits at which they share one of the four pairs of bytes that begin at an even place.</summary>
    public const int DistanceByPairs = (ByteCount / 2) - 1;

    private const int ByteCount = 8;

    // A place and 16 digits.
    private const int KeyLength = 17;

    /// <summary>Bits that differ, 0–64.</summary>
    public static int Distance(ulong left, ulong right) => BitOperations.PopCount(left ^ right);

    /// <summary>16 lower-case hex digits.</summary>
    public static string Format(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Format"/> writes; upper case is accepted.</summary>
    public static bool TryParse(string? text, out ulong hash)
    {
        hash = 0;
        return text is { Length: 16 } && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out hash);
    }

    /// <summary>The eight keys under which a hash is found, most significant byte first.</summary>
    public static IEnumerable<string> Keys(ulong hash) => Enumerable.Range(0, ByteCount).Select(place =>
        place.ToString(CultureInfo.InvariantCulture) + Format(BitOperations.RotateLeft(hash, 8 * place)));

    /// <summary>The beginnings of the keys of all hashes that share a byte, by place.</summary>
    public static IEnumerable<string> Bytes(ulong hash) => Keys(hash).Select(key => key[..3]);

    /// <summary>The beginnings of the keys of all hashes that share a byte and the next, the last one's next being the first.</summary>
    public static IEnumerable<string> Pairs(ulong hash) => Keys(hash).Select(key => key[..5]);

    /// <summary>The hash whose key a text begins with.</summary>
    public static bool TryParseKey(string text, out ulong hash)
    {
        hash = 0;
        if (text.Length < KeyLength || !TryParse(text[1..KeyLength], out var turned))
            return false;
        hash = BitOperations.RotateRight(turned, 8 * (text[0] - '0'));
        return true;
    }
}
