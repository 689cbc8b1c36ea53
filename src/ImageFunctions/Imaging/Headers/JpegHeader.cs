using System.Buffers.Binary;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Walks all segments of a JPEG. ITU-T T.81 annex B.</summary>
internal static class JpegHeader
{
    /// <summary>Encoders make about ten; each costs a decoder a visit of every pixel, however few bytes it has.</summary>
    private const int MostScans = 200;

    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte App2 = 0xE2;
    private const byte Adobe = 0xEE;
    private const byte Comment = 0xFE;

    /// <summary>Version 1.1, square pixels, no thumbnail: all that decoders take from theirs is that the colors are YCbCr.</summary>
    private static readonly byte[] Jfif = [0xFF, App0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    public static HeaderFacts Read(ReadOnlySpan<byte> data, PixelCopy? copy)
    {
        var facts = new HeaderFacts { Frames = 1 };
        var profile = new JpegProfile();
        var (position, scans, sequential) = (2, 0, true);
        copy?.Add(data[..2]);
        while (TryFindMarker(data, ref position, out var marker))
        {
            if (marker == EndOfImage && scans > 0)
            {
                copy?.Add([0xFF, EndOfImage]);
                if (copy is not null)
                    copy.Profile = profile.Assemble(data);
                facts.Work = scans * facts.Pixels;
                return facts;
            }

            if (marker is EndOfImage or StartOfImage)
                throw HeaderReader.Corrupt("it holds no pixels");
            if (!TryReadSegment(data, marker, ref position, out var segment))
                continue;
            if (IsFrame(marker))
                sequential = ReadFrame(marker, segment[4..], facts);
            else if (marker == App1 && facts.Exif.Equals(default) && segment[4..].StartsWith("Exif\0\0"u8))
                facts.Exif = (position - segment.Length + 10)..position;
            else if (marker == App2)
                profile.Add(segment, position - segment.Length);
            Keep(marker, segment, sequential, copy);
            if (marker != StartOfScan)
                continue;
            if (++scans > MostScans)
                throw HeaderReader.TooMuchWork($"it has more than {MostScans} scans");
            var start = position;
            position = EndOfScan(data, position);
            copy?.Add(data[start..position]);
        }

        throw scans == 0 ? HeaderReader.EndsEarly() : HeaderReader.Corrupt("its data is damaged or incomplete");
    }

    /// <summary>Stands behind the next marker. What lies between segments is passed over, as all decoders do.</summary>
    private static bool TryFindMarker(ReadOnlySpan<byte> data, ref int position, out byte marker)
    {
        marker = 0;
        while (marker == 0)
        {
            var next = data[position..].IndexOf((byte)0xFF);
            if (next < 0)
                return false;
            var code = data[(position + next)..].IndexOfAnyExcept((byte)0xFF);
            if (code < 0)
                return false;
            position += next + code;
            marker = data[position++];
        }

        return true;
    }

    /// <summary>False for markers that stand alone or whose length cannot be: the next marker is looked for.</summary>
    private static bool TryReadSegment(ReadOnlySpan<byte> data, byte marker, ref int position, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (marker is 0x01 or (>= 0xD0 and <= 0xD7) || data.Length - position < 2)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(data[position..]);
        if (length < 2)
            return false;
        if (length > data.Length - position)
            throw HeaderReader.EndsEarly();
        segment = data.Slice(position - 2, length + 2);
        position += length;
        return true;
    }

    /// <summary>Entropy-coded bytes run up to the next marker; stuffed zeroes and restarts belong to them.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> data, int position)
    {
        while (data[position..].IndexOf((byte)0xFF) is >= 0 and var next && position + next + 1 < data.Length)
        {
            position += next;
            if (data[position + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return position;
            position += data[position + 1] == 0xFF ? 1 : 2;
        }

        return data.Length;
    }

    private static void Keep(byte marker, ReadOnlySpan<byte> segment, bool sequential, PixelCopy? copy)
    {
        if (copy is null || marker is ((>= App1 and <= 0xEF) or Comment) and not Adobe)
            return;
        if (marker != App0)
            copy.Add(segment);
        else if (segment.Length >= 18 && segment[4..].StartsWith("JFIF\0"u8))
            copy.Add(Jfif);

        // Some cameras write 0 for the last coefficient, which has only one meaning where there is but one scan of each.
        if (marker == StartOfScan && sequential && segment.Length >= 10)
            ((ReadOnlySpan<byte>)[0, 63, 0]).CopyTo(copy.Written[^3..]);
    }

    // C4, C8 and CC share the range but are tables and reserved.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Returns whether it is sequential rather than progressive.</summary>
    private static bool ReadFrame(byte marker, ReadOnlySpan<byte> body, HeaderFacts facts)
    {
        if (body.Length < 6)
            throw HeaderReader.Corrupt("its frame header is cut off");
        if (marker > 0xC2 || body[0] != 8)
        {
            throw new ImageRejectedException(RejectionCodes.UnsupportedType,
                "This kind of JPEG (lossless, hierarchical, arithmetic or 12-bit) is not supported.");
        }

        facts.Height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
        facts.Width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
        return marker != 0xC2;
    }
}
