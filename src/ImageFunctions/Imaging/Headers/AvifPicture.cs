using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// How a picture is put together: of one coded picture, or of a grid of them that are alike. ISO/IEC 23008-12, 6.6.2.3.
/// </summary>
/// <param name="Width">Of a grid; 0 where the one tile says it.</param>
internal sealed record AvifPicture(uint Id, long Width, long Height, int Columns, IReadOnlyList<uint> Tiles)
{
    /// <summary>100 megapixels in tiles of 512 × 512, which telephones write, have 400.</summary>
    private const int MostTiles = 512;

    // Properties that change no pixel, or that are heeded.
    private static readonly HashSet<string> Known =
        ["av1C", "ispe", "pixi", "colr", "auxC", "pasp", "clli", "mdcv", "cclv", "amve", "irot", "imir", "clap"];

    private bool IsGrid => Width > 0;

    public static AvifPicture Read(ReadOnlySpan<byte> file, AvifItems items, uint id)
    {
        if (items.Type(id) != "grid")
            return new(id, 0, 0, 1, [id]);
        var reader = new IsoReader(items.Places.Bytes(file, id));
        var isLong = (reader.Number(2) & 1) != 0;
        var (rows, columns) = ((int)reader.Number(1) + 1, (int)reader.Number(1) + 1);
        var (width, height) = (reader.Id(isLong), reader.Id(isLong));
        uint[] tiles = [.. items.ReferredBy("dimg", id)];
        if (tiles.Length != rows * columns || width == 0)
            throw HeaderReader.Corrupt("its tiles do not make a picture");
        return tiles.Length <= MostTiles
            ? new(id, width, height, columns, tiles)
            : throw HeaderReader.TooMuchWork($"it has more than {MostTiles} tiles");
    }

    /// <exception cref="ImageRejectedException">It is damaged, or there is more to it than pixels.</exception>
    public Av1Picture ReadTile(ReadOnlySpan<byte> file, AvifItems items, uint id, bool keeps)
    {
        if (items.Type(id) != "av01" || (IsGrid && (items.Property(id, "irot") ?? items.Property(id, "imir")) is not null))
            throw Unsupported("put together of other pictures or coded otherwise");
        var tile = Av1Picture.Read(items.Places.Bytes(file, id), keeps);
        Check(file, items, id, tile.Sequence.Width, tile.Sequence.Height);
        return tile;
    }

    /// <summary>The size, which a grid's tiles must cover, each of them some of it.</summary>
    public (int Width, int Height) Size(ReadOnlySpan<byte> file, AvifItems items, Av1Sequence tile)
    {
        if (!IsGrid)
            return (tile.Width, tile.Height);
        var (across, down) = (Width - ((long)tile.Width * (Columns - 1)), Height - ((long)tile.Height * ((Tiles.Count / Columns) - 1)));
        if (across <= 0 || down <= 0 || across > tile.Width || down > tile.Height)
            throw HeaderReader.Corrupt("its tiles do not make a picture");
        Check(file, items, Id, Width, Height);
        return ((int)Width, (int)Height);
    }

    public bool IsCutLike(AvifPicture other) =>
        (Width, Height, Columns, Tiles.Count) == (other.Width, other.Height, other.Columns, other.Tiles.Count);

    public static ImageRejectedException Unsupported(string what) => new(
        RejectionCodes.UnsupportedType, $"An AVIF that is {what} is not read here: save it as JPEG, PNG or WebP.");

    /// <summary>What is said of the size must be true, and nothing be asked for that is not done here.</summary>
    private static void Check(ReadOnlySpan<byte> file, AvifItems items, uint id, long width, long height)
    {
        foreach (var (box, isEssential) in items.Properties(id))
        {
            var reader = new IsoReader(box.Body(file));
            if (box.Type == "ispe" && (reader.Number(4), reader.Number(4), reader.Number(4)) is var said
                && ((long)said.Item2, (long)said.Item3) != (width, height))
                throw HeaderReader.Corrupt("its header contradicts its pixels");
            if (isEssential && !Known.Contains(box.Type))
                throw Unsupported("made of layers, or marked with what is not known here,");
            if (box.Type == "clap" && (reader.Number(4), reader.Number(4), reader.Number(4), reader.Number(4)) is var (across, a, down, b)
                && ((ulong)width * a, (ulong)height * b) != (across, down))
                throw Unsupported("cropped");
        }
    }
}
