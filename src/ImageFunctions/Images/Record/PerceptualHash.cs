using System.Globalization;
using System.Numerics;

namespace ImageFunctions.Images.Record;

/// <summary>
/// How 64-bit perceptual hashes are compared, written and found. A hash is indexed under its four bands of 16 bits; a
/// search reads each band's own value and the 16 values one bit away. Two hashes up to
/// <see cref="GuaranteedDistance"/> bits apart always meet in a band: 8 differing bits or more are needed for 2 in each.
/// </summary>
public static class PerceptualHash
{
    /// <summary>Bits.</summary>
    public const int Length = 64;

    public const int BandCount = 4;

    /// <summary>Bits of one band.</summary>
    public const int BandLength = 16;

    /// <summary>Largest distance in bits at which <see cref="Probes"/> cannot miss.</summary>
    public const int GuaranteedDistance = 7;

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

    /// <summary>The four rows under which a hash is indexed, most significant bits first.</summary>
    public static IReadOnlyList<HashBand> Bands(ulong hash) =>
        [.. Enumerable.Range(0, BandCount).Select(index => new HashBand(index, (ushort)(hash >> (Length - ((index + 1) * BandLength)))))];

    /// <summary>The 68 rows to look under for hashes near <paramref name="hash"/>: own values first.</summary>
    public static IReadOnlyList<HashBand> Probes(ulong hash)
    {
        var bands = Bands(hash);
        return [.. bands, .. bands.SelectMany(band => band.Neighbours().Skip(1))];
    }
}

/// <summary>One band of a perceptual hash.</summary>
/// <param name="Index">0–3.</param>
/// <param name="Value">16 bits.</param>
public readonly record struct HashBand(int Index, ushort Value)
{
    /// <summary>Itself, then the 16 bands that differ in one bit.</summary>
    public IEnumerable<HashBand> Neighbours()
    {
        yield return this;
        for (var bit = 0; bit < PerceptualHash.BandLength; bit++)
            yield return this with { Value = (ushort)(Value ^ (1 << bit)) };
    }

    /// <summary>Index and value as text that is safe in a table key, such as <c>2-0af3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}-{Value:x4}");
}
