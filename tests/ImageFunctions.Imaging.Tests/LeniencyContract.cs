using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

/// <summary>Bytes that touch no pixel: what a browser shows whole is taken, what has lost pixels is refused.</summary>
public abstract class LeniencyContract(EngineChoice choice) : EngineContract(choice)
{
    private static readonly Picture Picture = Picture.Quadrants(160, 96);
    private static readonly byte[] Jpeg = JpegWriter.Write(Picture);
    private static readonly byte[] Png = PngWriter.Write(Picture);
    private static readonly byte[] Gif = GifWriter.Write(Picture, Picture.Flat(160, 96, Rgba.Red));

    public static TheoryData<string, byte[]> Whole => new(
        ("jpeg whose scan header ends at coefficient 0", Patched(Jpeg, Start(Jpeg, 0xDA) + 12, 0)),
        ("jpeg whose scan header is all zeroes", Patched(Patched(Jpeg, Start(Jpeg, 0xDA) + 12, 0), Start(Jpeg, 0xDA) + 13, 0)),
        ("jpeg with junk between segments", Inserted(Jpeg, Start(Jpeg, 0xC0), [1, 2, 3, 0xFF, 0x00, 9])),
        ("jpeg with zeroes before its pixels", Inserted(Jpeg, Start(Jpeg, 0xDA), new byte[40])),
        ("jpeg with fill bytes before a marker", Inserted(Jpeg, Start(Jpeg, 0xC4), [0xFF, 0xFF, 0xFF])),
        ("jpeg with a segment longer than it says", Inserted(Jpeg, 2, [0xFF, 0xE1, 0, 6, 1, 2, 3, 4, 5, 6, 7])),
        ("jpeg with a comment of no length", Inserted(Jpeg, 2, [0xFF, 0xFE, 0, 0])),
        ("jpeg of an unknown JFIF version", Inserted(Jpeg, 2, [0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 9, 9, 0, 0, 1, 0, 1, 0, 0])),
        ("jpeg with a broken thumbnail", Inserted(Jpeg, 2, [0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 90, 90])),
        ("jpeg with another behind it", [.. Jpeg, .. Jpeg]),
        ("png with a wrong checksum in its text", PngWriter.Write(Picture, PngColor.Rgb, 8, ("tEXt", "a\0b"u8.ToArray())) is var text
            ? Patched(text, text.AsSpan().IndexOf("tEXt"u8) + 6, 0x55) : []),
        ("png with text that is no text", PngWriter.Write(Picture, PngColor.Rgb, 8, ("zTXt", [1, 2, 3]), ("iTXt", [0xFF]), ("eXIf", [7]))),
        ("png with bytes behind its end", [.. Png, .. new byte[100]]),
        ("gif without a trailer", Gif[..^1]),
        ("gif with zeroes between blocks", Inserted(Gif, Gif.AsSpan().LastIndexOf<byte>([0x21, 0xF9]), [0, 0, 0])),
        ("gif with strange bytes instead of a trailer", [.. Gif[..^1], 0x99, 0x2C, 0x21]),
        ("webp that counts its padding wrong", PaddedWrong()));

    public static TheoryData<string, byte[]> Cut => new(
        ("jpeg without its last bytes", Jpeg[..^20]),
        ("jpeg without its end", Jpeg[..^2]),
        ("png without its last pixels", Png[..^40]),
        ("gif without its last block's end", Gif[..^2]),
        ("gif cut in a control block", [.. Gif[..^1], 0x21, 0xF9, 4, 0]),
        ("webp without its last byte", WebPOf(Picture.Tiles(160, 96))[..^2]));

    [Theory]
    [MemberData(nameof(Whole))]
    public void What_has_all_its_pixels_is_taken(string what, byte[] original)
    {
        Assert.NotNull(what);
        AssertEverywhere(original, AssertQuadrants);
    }

    [Theory]
    [MemberData(nameof(Cut))]
    public void What_has_lost_pixels_is_refused(string what, byte[] original)
    {
        Assert.NotNull(what);
        AssertRefused(RejectionCodes.CorruptImage, () => Render(original));
    }

    [Fact]
    public void A_gif_without_a_trailer_has_all_its_frames() => Assert.Equal(2, Inspect(Gif[..^1]).Frames);

    private static int Start(byte[] jpeg, byte marker) => jpeg.AsSpan().IndexOf<byte>([0xFF, marker]);

    private static byte[] Patched(byte[] original, int at, byte value)
    {
        var patched = original.ToArray();
        patched[at] = value;
        return patched;
    }

    private static byte[] Inserted(byte[] original, int at, ReadOnlySpan<byte> bytes) => [.. original[..at], .. bytes, .. original[at..]];

    private static byte[] PaddedWrong()
    {
        var webp = WebPOf(Picture);
        return Patched(webp, 4, (byte)(webp[4] + 1));
    }
}
