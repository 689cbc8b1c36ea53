using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// Reads an allow-list of EXIF tags. What is not on it, above all GPS and the maker's notes, is never touched.
/// CIPA DC-008 (Exif 2.32) section 4.6.
/// </summary>
internal static class ExifReader
{
    private const int LongestValue = 128;
    private const ushort Orientation = 0x0112;
    private const ushort DateTimeOriginal = 0x9003;
    private const ushort ExifDirectory = 0x8769;

    private static readonly Dictionary<ushort, string> Allowed = new()
    {
        [0x010F] = "Make",
        [0x0110] = "Model",
        [Orientation] = "Orientation",
        [0x0131] = "Software",
        [0x829A] = "ExposureTime",
        [0x829D] = "FNumber",
        [0x8827] = "ISO",
        [DateTimeOriginal] = "DateTimeOriginal",
        [0x920A] = "FocalLength",
        [0xA405] = "FocalLengthIn35mmFilm",
        [0xA434] = "LensModel",
    };

    /// <summary>Orientation 1–8 (1 when absent or wrong) and the values by tag name. Damaged EXIF gives what could be read.</summary>
    public static (int Orientation, IReadOnlyDictionary<string, string> Values) Read(ReadOnlySpan<byte> tiff)
    {
        var values = new Dictionary<string, string>();
        if (tiff.Length < 8 || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8)))
            return (1, values);

        var reader = new TiffReader(tiff, littleEndian: tiff[0] == 'I');
        var exif = ReadDirectory(reader, reader.UInt32(4), values);
        if (exif != 0)
            ReadDirectory(reader, exif, values);
        return (int.Parse(values.GetValueOrDefault("Orientation", "1"), CultureInfo.InvariantCulture), values);
    }

    /// <summary>Returns where the EXIF directory is, 0 when this directory names none.</summary>
    private static uint ReadDirectory(TiffReader reader, uint offset, Dictionary<string, string> values)
    {
        uint exif = 0;
        var count = reader.UInt16(offset);
        for (var i = 0u; i < count; i++)
        {
            var entry = offset + 2 + (i * 12);
            if (!reader.Holds(entry, 12))
                break;
            var tag = reader.UInt16(entry);
            if (tag == ExifDirectory)
                exif = reader.UInt32(entry + 8);
            else if (Allowed.TryGetValue(tag, out var name) && reader.Text(entry) is { Length: > 0 } text && MeansSomething(tag, text))
                values.TryAdd(name, text);
        }

        return exif;
    }

    /// <summary>Cameras without a clock write zeroes or days that no calendar has.</summary>
    private static bool MeansSomething(ushort tag, string text) => tag switch
    {
        Orientation => text is [>= '1' and <= '8'],
        DateTimeOriginal => DateTime.TryParseExact(text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => text != "0",
    };

    /// <summary>Reads out of range as zero, so that damage ends in missing values.</summary>
    private readonly ref struct TiffReader(ReadOnlySpan<byte> data, bool littleEndian)
    {
        private readonly ReadOnlySpan<byte> _data = data;
        private readonly bool _littleEndian = littleEndian;

        public bool Holds(uint offset, uint length) => (ulong)offset + length <= (ulong)_data.Length;

        public ushort UInt16(uint offset)
        {
            if (!Holds(offset, 2))
                return 0;
            var at = _data[(int)offset..];
            return _littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        }

        public uint UInt32(uint offset)
        {
            if (!Holds(offset, 4))
                return 0;
            var at = _data[(int)offset..];
            return _littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
        }

        /// <summary>The first value of a directory entry as text; null for types that no allowed tag has.</summary>
        public string? Text(uint entry) => UInt16(entry + 2) switch
        {
            2 => Ascii(entry),
            3 => UInt16(entry + 8).ToString(CultureInfo.InvariantCulture),
            4 => UInt32(entry + 8).ToString(CultureInfo.InvariantCulture),
            5 => Rational(UInt32(entry + 8)),
            _ => null,
        };

        private string? Ascii(uint entry)
        {
            var length = UInt32(entry + 4);
            var offset = length <= 4 ? entry + 8 : UInt32(entry + 8);
            if (!Holds(offset, length))
                return null;
            var bytes = _data.Slice((int)offset, (int)Math.Min(length, 4 * LongestValue));
            var end = bytes.IndexOf((byte)0);
            bytes = end < 0 ? bytes : bytes[..end];
            return Printable((System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes));
        }

        /// <summary>Short exposures keep the form that photographers use, 1/250.</summary>
        private string? Rational(uint offset)
        {
            var (over, under) = (UInt32(offset), UInt32(offset + 4));
            if (under == 0)
                return null;
            var fraction = over == 0 ? 0 : (double)under / over;
            if (fraction >= 10 || (fraction >= 3 && fraction == Math.Round(fraction)))
                return $"1/{Math.Round(fraction).ToString(CultureInfo.InvariantCulture)}";
            return Math.Round((double)over / under, 2).ToString(CultureInfo.InvariantCulture);
        }

        private static string Printable(string text)
        {
            var kept = new StringBuilder();
            foreach (var rune in text.EnumerateRunes())
            {
                var letter = !Rune.IsControl(rune) && rune != Rune.ReplacementChar
                    && Rune.GetUnicodeCategory(rune) is not
                        (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse);
                if (letter && kept.Length + rune.Utf16SequenceLength <= LongestValue)
                    kept.Append(rune.ToString());
            }

            return kept.ToString().Trim();
        }
    }
}
