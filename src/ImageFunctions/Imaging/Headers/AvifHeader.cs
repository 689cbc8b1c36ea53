using System.Buffers.Binary;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// Finds the picture of an AVIF and its transparency; of a sequence, its still picture. AV1 Image File Format, 2 and 4;
/// ISO/IEC 23008-12, 6.4 to 6.6.
/// </summary>
internal static class AvifHeader
{
    public static HeaderFacts Read(ReadOnlySpan<byte> data, PixelCopy? copy)
    {
        var items = AvifItems.Read(data);
        var picture = AvifPicture.Read(data, items, items.Primary);
        var alpha = FindAlpha(data, items, items.Primary) is { } id ? AvifPicture.Read(data, items, id) : null;
        if (alpha?.IsCutLike(picture) == false || items.ReferredBy("prem", items.Primary).Any())
            throw AvifPicture.Unsupported("transparent otherwise than by a picture cut as its colors");
        var colors = AvifColors.Read(data, items);
        var facts = new HeaderFacts { Frames = 1, Orientation = Orientation(data, items) };
        Av1Sequence? first = null;
        for (var i = 0; i < picture.Tiles.Count; i++)
        {
            var tile = picture.ReadTile(data, items, picture.Tiles[i], copy is not null);
            var clear = (alpha?.Tiles[i] ?? FindAlpha(data, items, picture.Tiles[i])) is { } alphaId
                ? picture.ReadTile(data, items, alphaId, copy is not null)
                : null;
            first ??= tile.Sequence;
            facts.HasAlpha |= clear is not null;
            if (!tile.Sequence.IsLike(first) || clear?.Sequence.HasSizeOf(first) == false || facts.HasAlpha != clear is not null)
                throw HeaderReader.Corrupt("its parts do not fit together");
            facts.Work += tile.Work + (clear?.Work ?? 0);
            facts.HeldBytes = Math.Max(facts.HeldBytes, tile.HeldBytes + (clear?.HeldBytes ?? 0));
            copy?.Tiles.Add(AvifFile.Write(tile, clear, colors.Coding));
        }

        (facts.Width, facts.Height) = picture.Size(data, items, first!);
        facts.Exif = FindExif(data, items);
        if (copy is not null)
            (copy.Columns, copy.Profile) = (picture.Columns, colors.Profile(first!));
        return facts;
    }

    /// <summary>Of the whole picture, or in some files of each tile of a grid.</summary>
    private static uint? FindAlpha(ReadOnlySpan<byte> data, AvifItems items, uint of)
    {
        foreach (var id in items.ReferringTo("auxl", of))
        {
            if (items.Property(id, "auxC") is { } box && box.Body(data) is { Length: > 4 } body && body[4..].StartsWith(AvifFile.Alpha))
                return id;
        }

        return null;
    }

    /// <summary>Behind the number of bytes to be passed over (ISO/IEC 23008-12, annex A.2.1).</summary>
    private static Range FindExif(ReadOnlySpan<byte> data, AvifItems items)
    {
        foreach (var id in items.ReferringTo("cdsc", items.Primary))
        {
            var place = items.Type(id) == "Exif" ? items.Places.Place(id) : default;
            var body = data[place];
            if (body.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(body) is var offset && offset < body.Length - 4)
                return (place.Start.Value + 4 + (int)offset)..place.End;
        }

        return default;
    }

    /// <summary>
    /// Quarter turns to the left and mirrorings, in their order, as the one value that EXIF has for all of them: turned to the right
    /// first, then mirrored from side to side.
    /// </summary>
    private static int Orientation(ReadOnlySpan<byte> data, AvifItems items)
    {
        var (turns, isMirrored) = (0, false);
        foreach (var (box, _) in items.Properties(items.Primary))
        {
            var value = box.Type is "irot" or "imir" ? (int)new IsoReader(box.Body(data)).Number(1) : 0;
            if (box.Type == "irot")
            {
                turns += (isMirrored ? 1 : 3) * (value & 3);
            }
            else if (box.Type == "imir")
            {
                // From top to bottom is from side to side and half a turn.
                turns += (value & 1) == 0 ? 2 : 0;
                isMirrored = !isMirrored;
            }
        }

        return (isMirrored ? [2, 5, 4, 7] : (ReadOnlySpan<int>)[1, 6, 3, 8])[turns & 3];
    }
}
