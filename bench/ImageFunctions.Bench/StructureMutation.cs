using System.Buffers.Binary;
using System.Text;
using ImageFunctions.Images.Record;
using ImageFunctions.Pictures;

namespace ImageFunctions.Bench;

/// <summary>Damages files by their parts (segments, chunks, blocks), so that decoders get past the first of them.</summary>
internal static class StructureMutation
{
    public static byte[] Apply(byte[] original, byte[] other, Random random)
    {
        var format = ImageFormats.Sniff(original)!.Value;
        var parts = Split(original, format);
        var strangers = Split(other, ImageFormats.Sniff(other)!.Value);
        for (var times = random.Next(1, 5); times > 0; times--)
            Once(parts, strangers, random);
        if (format == ImageFormat.Png && random.Next(4) > 0)
            parts.ForEach(chunk => PngWriter.WriteChecksum(chunk.Length >= 12 ? chunk : new byte[12]));
        byte[] bytes = [.. parts.SelectMany(part => part)];
        if (format == ImageFormat.WebP && bytes.Length > 8 && random.Next(4) > 0)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    private static void Once(List<byte[]> parts, List<byte[]> strangers, Random random)
    {
        // The first part is the signature, without which nothing follows.
        var at = random.Next(1, parts.Count);
        var part = parts[at];
        switch (random.Next(8))
        {
            case 0 when parts.Count > 2: parts.RemoveAt(at); break;
            case 1: parts.InsertRange(at, Enumerable.Repeat(part, random.Next(1, 1 << random.Next(1, 10)))); break;
            case 2: (parts[at], parts[random.Next(1, parts.Count)]) = (parts[random.Next(1, parts.Count)], part); break;
            case 3: parts.Insert(at, Junk(random)); break;
            case 4: parts.Insert(at, strangers[random.Next(strangers.Count)]); break;
            case 5: parts[at] = [.. part, .. Junk(random)]; break;
            case 6: parts[at] = part[..random.Next(part.Length + 1)]; break;
            default: parts[at] = Patched(part, random); break;
        }
    }

    private static byte[] Junk(Random random)
    {
        var junk = new byte[random.Next(1, 40)];
        if (random.Next(2) == 0)
            random.NextBytes(junk);
        return junk;
    }

    /// <summary>Numbers of a part are in its first bytes.</summary>
    private static byte[] Patched(byte[] part, Random random)
    {
        var patched = part.ToArray();
        for (var times = random.Next(1, 4); times > 0 && patched.Length > 0; times--)
            patched[random.Next(Math.Min(patched.Length, 24))] = (byte)random.Next(256);
        return patched;
    }

    private static List<byte[]> Split(byte[] file, ImageFormat format)
    {
        List<byte[]> parts = [];
        var start = 0;
        while (start < file.Length)
        {
            var length = Math.Clamp(format switch
            {
                ImageFormat.Jpeg => JpegPart(file, start),
                ImageFormat.Png => start == 0 ? 8 : 12 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(start)),
                ImageFormat.Gif => GifPart(file, start),
                ImageFormat.Avif => AvifPart(file, start),
                _ => start == 0 ? 12 : 8 + ((BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(start + 4)) + 1) & ~1),
            }, 1, file.Length - start);
            parts.Add(file[start..(start + length)]);
            start += length;
        }

        return parts;
    }

    /// <summary>A marker with its segment, or the entropy-coded bytes up to the next marker.</summary>
    private static int JpegPart(byte[] file, int start)
    {
        if (start == 0 || start + 4 > file.Length)
            return 2;
        if (file[start] == 0xFF)
            return 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(start + 2));
        var next = start;
        while (next + 1 < file.Length && (file[next] != 0xFF || file[next + 1] is 0 or (>= 0xD0 and <= 0xD7)))
            next++;
        return next - start;
    }

    /// <summary>A box, or the head of one that holds others.</summary>
    private static int AvifPart(byte[] file, int start) => start + 8 > file.Length
        ? file.Length - start
        : Encoding.Latin1.GetString(file, start + 4, 4) switch
        {
            "meta" or "iref" => 12,
            "iinf" => 14,
            "iprp" or "ipco" => 8,
            _ => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(start)),
        };

    private static int GifPart(byte[] file, int start)
    {
        var position = file[start] switch
        {
            _ when start == 0 => 13 + (3 * (2 << (file[10] & 7))),
            0x21 => start + 2,
            0x2C => start + 11,
            _ => start + 1,
        };
        if (start == 0 || file[start] is not (0x21 or 0x2C))
            return position - start;
        while (position < file.Length && file[position] != 0)
            position += file[position] + 1;
        return position + 1 - start;
    }
}
