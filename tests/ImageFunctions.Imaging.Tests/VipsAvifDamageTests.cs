using System.Buffers.Binary;
using System.Text;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

/// <summary>AVIF files that lie, are damaged, or want what is not done.</summary>
public sealed class VipsAvifDamageTests() : EngineContract(EngineChoice.Vips)
{
    private static readonly byte[] Opaque = AvifOf(Picture.Tiles(160, 96));
    private static readonly byte[] Clear = AvifOf(
        new Picture(160, 96, (x, y) => Picture.Tiles(160, 96)[x, y] with { A = (byte)x }), PngColor.RgbAlpha);
    private static readonly AvifItem Stored = AvifWriter.Coded(Opaque);
    private static readonly byte[] Grid = AvifWriter.Write(
        new(1), [AvifWriter.Grid(1, 2, 320, 96), Stored, Stored with { Data = [.. Stored.Data] }], AvifWriter.Reference("dimg", 1, 2, 3));

    // The sequence header of a still picture of 65,536 × 65,536 pixels, behind it a frame that is none.
    private static readonly byte[] Huge =
    [
        .. Unit(1, Bits("000 1 1 00000 1111 1111", new string('1', 32), "000 000 0 0 0 0 00 0 1")), .. Unit(6, [0x10, 0, 0, 0]),
    ];

    // The same of 64 × 64, of a kind that could be one of a film.
    private static readonly byte[] Film =
        Unit(1, Bits(
            "000 1 0 0 0 00000 000000000000 00000 1111 1111 0000000000111111 0000000000111111",
            "0 000 0000 0 0 0 000 0 0 0 0 00 0 1"));

    public static TheoryData<string> Sources => new("opaque", "transparent", "tiles");

    public static TheoryData<string, byte[]> Lies => new(
        ("a wider size", Patched(Opaque, "ispe", 8, 0, 0, 0, 161)),
        ("a lower size", Patched(Opaque, "ispe", 12, 0, 0, 0, 95)),
        ("no size", Patched(Opaque, "ispe", 8, new byte[8])),
        ("tiles that leave a gap", AvifWriter.Write(
            new(), [AvifWriter.Grid(1, 2, 321, 96), Stored, Stored], AvifWriter.Reference("dimg", 1, 2, 3))),
        ("tiles that are not seen", AvifWriter.Write(
            new(), [AvifWriter.Grid(1, 2, 160, 96), Stored, Stored], AvifWriter.Reference("dimg", 1, 2, 3))),
        ("a tile too few", AvifWriter.Write(new(), [AvifWriter.Grid(1, 2, 320, 96), Stored], AvifWriter.Reference("dimg", 1, 2))),
        ("tiles of two sizes", AvifWriter.Write(
            new(), [AvifWriter.Grid(1, 2, 320, 96), Stored, AvifWriter.Coded(AvifOf(Picture.Flat(80, 96, Rgba.Red)))],
            AvifWriter.Reference("dimg", 1, 2, 3))),
        ("a frame of a size of its own", AvifWriter.Write(new(), [new("av01", [.. Film, .. Unit(6, Bits("0 00 1 0 1 0000000000"))])])),
        ("two headers", AvifWriter.Write(new(), [new("av01", [.. Huge, .. Huge])])),
        ("no header", AvifWriter.Write(new(), [new("av01", Unit(6, [0x10, 0, 0]))])),
        ("a unit longer than the file", AvifWriter.Write(new(), [new("av01", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0])])),
        ("no bytes", AvifWriter.Write(new(), [new("av01", [])])),
        ("a place beyond the end", Patched(Opaque, "iloc", 22, 0x7F, 0xFF, 0xFF, 0xFF)),
        ("a length beyond the end", Patched(Opaque, "iloc", 26, 0xFF, 0xFF, 0xFF, 0xFF)),
        ("more pieces than there are", Patched(Opaque, "iloc", 20, 0xFF, 0xFF)),
        ("more items than there are", Patched(Opaque, "iloc", 10, 0xFF, 0xFF)),
        ("more owners than there are", Patched(Opaque, "ipma", 8, 0xFF, 0xFF, 0xFF, 0xFF)),
        ("a box longer than the file", Patched(Opaque, "ipco", -4, 0x7F, 0, 0, 0)),
        ("a box shorter than its head", Patched(Opaque, "ipco", -4, 0, 0, 0, 7)));

    public static TheoryData<string, byte[]> Features => new(
        ("cropped", With(AvifWriter.Box("clap", [
            .. AvifWriter.Number(80), .. AvifWriter.Number(1), .. AvifWriter.Number(96), .. AvifWriter.Number(1), .. new byte[16]]))),
        ("layers", With(AvifWriter.Box("lsel", [0, 0]))),
        ("hevc", AvifWriter.Write(new(), [Stored with { Type = "hvc1" }])),
        ("overlay", AvifWriter.Write(new(), [new("iovl", [0]), Stored], AvifWriter.Reference("dimg", 1, 2))),
        ("a grid of itself", AvifWriter.Write(new(), [AvifWriter.Grid(1, 1, 160, 96)], AvifWriter.Reference("dimg", 1, 1))),
        ("a turned tile", AvifWriter.Write(
            new(), [AvifWriter.Grid(1, 1, 160, 96), Stored with { Properties = [AvifWriter.Turned(1)] }],
            AvifWriter.Reference("dimg", 1, 2))),
        ("transparency of another size", AvifWriter.Write(
            new(), [AvifWriter.Grid(1, 1, 160, 96), Stored, Stored with { Properties = [AvifWriter.Alpha] }],
            AvifWriter.Reference("dimg", 1, 2), AvifWriter.Reference("auxl", 3, 1))),
        ("transparency in the colors", AvifWriter.Write(new(), [Stored, Stored], AvifWriter.Reference("prem", 1, 2))),
        ("no still picture", Patched(Opaque, "pitm", 0, "free"u8.ToArray())));

    [Theory]
    [MemberData(nameof(Lies))]
    public void What_contradicts_itself_is_refused_at_its_header(string what, byte[] original)
    {
        Assert.NotNull(what);
        AssertQuick(() => AssertRefused(RejectionCodes.CorruptImage, () => Inspect(original)));
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void What_is_not_done_here_is_refused_as_unsupported(string what, byte[] original)
    {
        Assert.NotNull(what);
        AssertQuick(() => AssertRefused(RejectionCodes.UnsupportedType, () => Inspect(original)));
    }

    [Fact]
    public void The_pixels_are_those_that_the_decoder_would_make()
    {
        AvifItem huge = new("av01", Huge);
        var honest = Inspect(AvifWriter.Write(new(), [huge with { Properties = [AvifWriter.Size(65536, 65536)] }]));

        AssertRefused(RejectionCodes.TooManyPixels, () => new ImageLimits().Check(honest));
        AssertRefused(
            RejectionCodes.CorruptImage,
            () => Inspect(AvifWriter.Write(new(), [huge with { Properties = [AvifWriter.Size(64, 64)] }])));
        AssertRefused(RejectionCodes.TooManyPixels, () => new ImageLimits().Check(Inspect(AvifWriter.Write(new(), [huge]))));
    }

    [Fact]
    public void More_layers_than_a_picture_has_are_too_much_work()
    {
        var frames = Enumerable.Repeat(Unit(6, Bits("0 00 1 0 0 0000000000")), 9).SelectMany(frame => frame);

        AssertRefused(RejectionCodes.TooMuchWork, () => Inspect(AvifWriter.Write(new(), [new("av01", [.. Film, .. frames])])));
    }

    [Fact]
    public void Samples_that_a_decoder_could_not_hold_are_too_much_work()
    {
        // 8,000 × 6,000 of 10 bits and three full colors.
        var header = Unit(1, Bits("001 1 1 00000 1111 1111 0001111100111111 0001011101101111 000 000 1 0 0 0 0 1"));

        AssertRefused(RejectionCodes.TooMuchWork, () =>
            Inspect(AvifWriter.Write(new(), [new("av01", [.. header, .. Unit(6, [0x10, 0, 0])])])));
    }

    [Theory]
    [InlineData("free")]
    [InlineData("infe")]
    public void A_flood_of_boxes_is_too_much_work(string type)
    {
        var start = Opaque.AsSpan().IndexOf("iinf"u8) + 10;
        byte[] flood = [.. Enumerable.Repeat(AvifWriter.Box(type, [2, 0, 0, 0, 0, 1, 0, 0, .. "av01"u8]), 100_000).SelectMany(box => box)];
        byte[] original = [.. Opaque[..start], .. flood, .. Opaque[start..]];
        foreach (var box in new[] { "meta", "iinf" })
        {
            var at = original.AsSpan(original.AsSpan().IndexOf(Encoding.ASCII.GetBytes(box)) - 4);
            BinaryPrimitives.WriteInt32BigEndian(at, BinaryPrimitives.ReadInt32BigEndian(at) + flood.Length);
        }

        AssertQuick(() => AssertRefused(RejectionCodes.TooMuchWork, () => Inspect(original)));
    }

    [Fact]
    public void Tiles_that_are_all_the_same_large_bytes_are_too_much_work()
    {
        // 255 of them, which would be 250 times the file once they are copied.
        AvifItem heavy = new("av01", [.. Stored.Data, .. Unit(15, new byte[1 << 20])]);
        var shared = AvifWriter.Write(
            new(), [AvifWriter.Grid(1, 255, 255 * 160, 96), heavy], AvifWriter.Reference("dimg", 1, [.. Enumerable.Repeat(2, 255)]));

        AssertQuick(() => AssertRefused(RejectionCodes.TooMuchWork, () => Inspect(shared)));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void An_avif_cut_at_any_byte_is_refused(string source)
    {
        var original = Make(source);
        for (var length = 12; length < original.Length; length++)
        {
            var refusal = Record.Exception(() => Inspect(original[..length]));
            Assert.True(refusal is ImageRejectedException, $"{source} cut at {length}: {refusal?.ToString() ?? "accepted"}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pixels_that_are_cut_within_a_whole_file_are_refused(bool inTile)
    {
        // An empty unit, the header of the picture, then its frame, made to end where the bytes do.
        var frame = 4 + Stored.Data[3];
        Assert.Equal((0x12, 0x0A, 0x32), (Stored.Data[0], Stored.Data[2], Stored.Data[frame]));
        var cut = Stored with { Data = [.. Stored.Data[..frame], 0x30, .. Stored.Data[(frame + 3)..(Stored.Data.Length / 2)]] };

        var original = inTile
            ? AvifWriter.Write(new(), [AvifWriter.Grid(1, 2, 320, 96), Stored, cut], AvifWriter.Reference("dimg", 1, 2, 3))
            : AvifWriter.Write(new(), [cut]);

        Assert.Equal(96, Inspect(original).Height);
        AssertRefused(RejectionCodes.CorruptImage, () => Render(original));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Flipped_bits_and_overwritten_stretches_end_in_a_result_or_a_refusal(string source)
    {
        var original = Make(source);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var damaged = original.ToArray();
            var start = random.Next(damaged.Length);
            if (seed % 3 == 0)
                random.NextBytes(damaged.AsSpan(start, Math.Min(random.Next(1, 100), damaged.Length - start)));
            // The header is in the first bytes.
            var reach = seed % 3 == 1 ? Math.Min(600, damaged.Length) : damaged.Length;
            for (var flips = seed % 3 == 0 ? 0 : random.Next(1, 8); flips > 0; flips--)
                damaged[random.Next(reach)] ^= (byte)(1 << random.Next(8));

            var end = Record.Exception(() =>
            {
                new ImageLimits { MinSide = 1 }.Check(Inspect(damaged));
                Render(damaged, Plan[0]);
            });
            Assert.True(end is null or ImageRejectedException, $"{source}, seed {seed}: {end}");
        }
    }

    private static byte[] Make(string source) => source switch { "opaque" => Opaque, "transparent" => Clear, _ => Grid };

    private static byte[] With(byte[] property) => AvifWriter.Write(new(), [Stored with { Properties = [.. Stored.Properties, property] }]);

    /// <summary>Overwrites what lies some bytes behind the start of a box's name.</summary>
    private static byte[] Patched(byte[] original, string box, int behind, params byte[] bytes)
    {
        var patched = original.ToArray();
        bytes.CopyTo(patched, patched.AsSpan().IndexOf(Encoding.ASCII.GetBytes(box)) + behind);
        return patched;
    }

    /// <summary>With its length in three times seven bits, the lowest first.</summary>
    private static byte[] Unit(int type, byte[] body)
    {
        var length = body.Length;
        return [(byte)((type << 3) | 2), (byte)(length | 0x80), (byte)((length >> 7) | 0x80), (byte)(length >> 14), .. body];
    }

    private static byte[] Bits(params string[] bits)
    {
        var all = string.Concat(bits).Replace(" ", "", StringComparison.Ordinal);
        var bytes = new byte[(all.Length + 7) / 8];
        for (var i = 0; i < all.Length; i++)
            bytes[i / 8] |= (byte)((all[i] - '0') << (7 - (i % 8)));
        return bytes;
    }
}
