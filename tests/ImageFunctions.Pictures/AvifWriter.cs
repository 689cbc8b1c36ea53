using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace ImageFunctions.Pictures;

/// <summary>An item of an AVIF: its kind, its bytes and its properties, whole boxes each.</summary>
public sealed record AvifItem(string Type, byte[] Data, params byte[][] Properties);

/// <summary>How items are stored.</summary>
/// <param name="Version">Of the list of places, 0 to 2.</param>
/// <param name="InHeader">Whether the bytes lie in the header, from version 1 on.</param>
/// <param name="Pieces">In how many an item lies.</param>
/// <param name="Brands">The first is the main one.</param>
public sealed record AvifLayout(byte Version = 0, bool InHeader = false, int Pieces = 1, string Brands = "avifmif1");

/// <summary>
/// Writes AVIF files box by box around coded pictures. ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, 6.5 and 9.3; AV1 Image File Format, 2.
/// </summary>
public static class AvifWriter
{
    public static readonly byte[] Alpha = Full("auxC", "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"u8);

    /// <summary>The items have the ids 1, 2, …; the first is the picture.</summary>
    public static byte[] Write(AvifLayout layout, IReadOnlyList<AvifItem> items, params IReadOnlyList<byte[]> references)
    {
        byte[] type = Box("ftyp", [.. Encoding.ASCII.GetBytes(layout.Brands[..4]), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(layout.Brands)]);

        // Where the pixels begin is known once the header's length is, which does not depend on it.
        var start = layout.InHeader ? 0 : type.Length + Meta(layout, items, references, 0).Length + 8;
        byte[] meta = Meta(layout, items, references, start);
        return layout.InHeader ? [.. type, .. meta] : [.. type, .. meta, .. Box("mdat", All(items))];
    }

    /// <summary>A coded picture of a file that libvips made: the first is that of the colors, the second that of the alpha.</summary>
    public static AvifItem Coded(byte[] avif, int index = 0)
    {
        var place = avif.AsSpan(avif.AsSpan().IndexOf("iloc"u8) + 12 + (18 * index));
        var start = BinaryPrimitives.ReadInt32BigEndian(place[4..]) + BinaryPrimitives.ReadInt32BigEndian(place[10..]);
        var configuration = avif.AsSpan().IndexOf("av1C"u8) - 4;
        if (index > 0)
            configuration += 8 + avif.AsSpan(configuration + 8).IndexOf("av1C"u8) - 4;
        var size = avif.AsSpan().IndexOf("ispe"u8) - 4;
        return new("av01", avif[start..(start + BinaryPrimitives.ReadInt32BigEndian(place[14..]))],
            avif[configuration..(configuration + 12)], avif[size..(size + 20)]);
    }

    /// <summary>An item of tiles, the ids of which are in a reference of the kind <c>dimg</c>.</summary>
    public static AvifItem Grid(int rows, int columns, int width, int height, params byte[][] properties) => new(
        "grid", [0, 1, (byte)(rows - 1), (byte)(columns - 1), .. Number(width), .. Number(height)], [Size(width, height), .. properties]);

    public static byte[] Size(int width, int height) => Full("ispe", [.. Number(width), .. Number(height)]);

    /// <param name="quarters">To the left.</param>
    public static byte[] Turned(byte quarters) => Box("irot", [quarters]);

    /// <param name="axis">0 from top to bottom, 1 from side to side.</param>
    public static byte[] Mirrored(byte axis) => Box("imir", [axis]);

    public static byte[] Reference(string kind, int from, params int[] to) =>
        Box(kind, [0, (byte)from, 0, (byte)to.Length, .. to.SelectMany(id => new byte[] { 0, (byte)id })]);

    public static byte[] Box(string type, ReadOnlySpan<byte> body) =>
        [.. Number(8 + body.Length), .. Encoding.ASCII.GetBytes(type), .. body];

    public static byte[] Full(string type, ReadOnlySpan<byte> body, byte version = 0) => Box(type, [version, 0, 0, 0, .. body]);

    public static byte[] Number(int value) => BitConverter.GetBytes(IPAddress.HostToNetworkOrder(value));

    private static byte[] Meta(AvifLayout layout, IReadOnlyList<AvifItem> items, IReadOnlyList<byte[]> references, int start) =>
        Full("meta", [
            .. Full("hdlr", [0, 0, 0, 0, .. "pict"u8, .. new byte[13]]),
            .. Full("pitm", [0, 1]),
            .. Full("iloc", Places(layout, items, start), layout.Version),
            .. Full("iinf", [0, (byte)items.Count, .. items.SelectMany((item, i) =>
                Full("infe", [0, (byte)(i + 1), 0, 0, .. Encoding.ASCII.GetBytes(item.Type), 0], version: 2))]),
            .. references.Count > 0 ? Full("iref", [.. references.SelectMany(box => box)]) : [],
            .. Box("iprp", [.. Box("ipco", [.. items.SelectMany(item => item.Properties).SelectMany(box => box)]), .. Owners(items)]),
            .. layout.InHeader ? Box("idat", All(items)) : []]);

    private static byte[] All(IReadOnlyList<AvifItem> items) => [.. items.SelectMany(item => item.Data)];

    private static byte[] Places(AvifLayout layout, IReadOnlyList<AvifItem> items, int start)
    {
        List<byte> places = [0x44, 0, .. Count(items.Count)];
        for (var i = 0; i < items.Count; i++)
        {
            places.AddRange([.. Count(i + 1), .. layout.Version > 0 ? new byte[] { 0, layout.InHeader ? (byte)1 : (byte)0 } : [], 0, 0]);
            places.AddRange([0, (byte)layout.Pieces]);
            for (var piece = 0; piece < layout.Pieces; piece++)
            {
                var length = items[i].Data.Length;
                var (from, to) = (length * piece / layout.Pieces, length * (piece + 1) / layout.Pieces);
                places.AddRange([.. Number(start + from), .. Number(to - from)]);
            }

            start += items[i].Data.Length;
        }

        return [.. places];

        byte[] Count(int value) => layout.Version > 1 ? Number(value) : [0, (byte)value];
    }

    /// <summary>Whatever changes the picture is essential.</summary>
    private static byte[] Owners(IReadOnlyList<AvifItem> items)
    {
        List<byte> owners = [.. Number(items.Count)];
        var next = 1;
        for (var i = 0; i < items.Count; i++)
        {
            owners.AddRange([0, (byte)(i + 1), (byte)items[i].Properties.Length]);
            foreach (var property in items[i].Properties)
            {
                var isEssential = Encoding.ASCII.GetString(property, 4, 4) is not ("ispe" or "colr" or "auxC" or "pixi");
                owners.Add((byte)(next++ | (isEssential ? 0x80 : 0)));
            }
        }

        return Full("ipma", [.. owners]);
    }
}
