using System.Net;
using System.Text;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Writes the least of a file that holds one coded picture, and maybe its transparency as another.</summary>
internal static class AvifFile
{
    public static ReadOnlySpan<byte> Alpha => "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"u8;

    private const byte Essential = 0x80;

    /// <param name="coding">The box of colors, without a profile; may be empty.</param>
    public static byte[] Write(Av1Picture picture, Av1Picture? alpha, byte[] coding)
    {
        var type = Box("ftyp", [.. "avif\0\0\0\0avifmif1miaf"u8]);
        var (start, pixels) = (type.Length + 8, picture.Units.Length);
        var hasCoding = coding.Length > 0;
        List<byte> properties = [.. Configuration(picture), .. Size(picture), .. hasCoding ? Box("colr", coding) : []];
        List<byte> items = [.. Item(1)];
        List<byte> places = [.. Place(1, start, pixels)];
        List<byte> owners = [0, 1, .. hasCoding ? (byte[])[3, Essential | 1, 2, 3] : [2, Essential | 1, 2]];
        byte[] references = [];
        if (alpha is not null)
        {
            var next = (byte)(hasCoding ? 4 : 3);
            properties.AddRange([.. Configuration(alpha), .. Full("auxC", 0, Alpha)]);
            items.AddRange(Item(2));
            places.AddRange(Place(2, start + pixels, alpha.Units.Length));
            owners.AddRange([0, 2, 3, (byte)(Essential | next), 2, (byte)(next + 1)]);
            references = Full("iref", 0, Box("auxl", [0, 2, 0, 1, 0, 1]));
        }

        var count = (byte)(alpha is null ? 1 : 2);
        byte[] meta =
        [
            .. Full("hdlr", 0, [0, 0, 0, 0, .. "pict"u8, .. new byte[13]]),
            .. Full("pitm", 0, [0, 1]),
            .. Full("iinf", 0, [0, count, .. items]),
            .. Full("iloc", 0, [0x44, 0, 0, count, .. places]),
            .. references,
            .. Box("iprp", [.. Box("ipco", [.. properties]), .. Full("ipma", 0, [0, 0, 0, count, .. owners])]),
        ];
        var clear = alpha is null ? default : alpha.Units.Span;
        return [
            .. type, .. Number(8 + pixels + clear.Length), .. "mdat"u8, .. picture.Units.Span, .. clear, .. Full("meta", 0, meta)];
    }

    private static byte[] Configuration(Av1Picture picture) => Box("av1C", Number((int)picture.Sequence.Configuration));

    private static byte[] Size(Av1Picture picture) =>
        Full("ispe", 0, [.. Number(picture.Sequence.Width), .. Number(picture.Sequence.Height)]);

    private static byte[] Item(byte id) => Full("infe", 2, [0, id, 0, 0, .. "av01\0"u8]);

    private static byte[] Place(byte id, int start, int length) => [0, id, 0, 0, 0, 1, .. Number(start), .. Number(length)];

    private static byte[] Full(string type, byte version, ReadOnlySpan<byte> body) => Box(type, [version, 0, 0, 0, .. body]);

    private static byte[] Box(string type, ReadOnlySpan<byte> body) =>
        [.. Number(8 + body.Length), .. Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] Number(int value) => BitConverter.GetBytes(IPAddress.HostToNetworkOrder(value));
}
