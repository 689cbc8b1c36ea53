namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// What a coded picture says of itself: the decoder goes by that, whatever its container says. AV1 Bitstream &amp; Decoding Process
/// Specification, 5.3 to 5.5 and 5.9.2; AV1 Image File Format, 2.1.
/// </summary>
/// <param name="Frames">How often its pixels are gone over.</param>
/// <param name="Units">What of the stream makes pixels; empty where nothing is to be kept.</param>
internal sealed record Av1Picture(Av1Sequence Sequence, int Frames, ReadOnlyMemory<byte> Units)
{
    /// <summary>A still picture has one, or some layers.</summary>
    private const int MostFrames = 8;

    private const int SequenceHeader = 1;
    private const int FrameHeader = 3;
    private const int TileGroup = 4;
    private const int Frame = 6;
    private const int RedundantFrameHeader = 7;

    public long Work => (long)Sequence.Width * Sequence.Height * Frames;

    /// <summary>A layer may be made of all before it.</summary>
    public long HeldBytes => (long)(Work * Sequence.BytesPerPixel);

    /// <param name="data">Units of a stream, one behind the other.</param>
    /// <param name="keeps">Whether to keep what makes pixels.</param>
    public static Av1Picture Read(ReadOnlySpan<byte> data, bool keeps)
    {
        using var kept = new PixelCopy(keeps ? data.Length : 0);
        var (sequence, frames, hasPixels) = ((Av1Sequence?)null, 0, false);
        for (var position = 0; position < data.Length;)
        {
            var start = position;
            var header = data[position++];
            var type = (header >> 3) & 15;
            position += (header & 4) != 0 ? 1 : 0;
            var length = (header & 2) != 0 ? Length(data, ref position) : data.Length - position;
            if (length < 0 || length > data.Length - position)
                throw HeaderReader.EndsEarly();
            var body = data.Slice(position, (int)length);
            position += body.Length;
            if (type == SequenceHeader)
                sequence = sequence is null ? Av1Sequence.Read(body) : throw HeaderReader.Corrupt("it has more than one header");
            else if (type is FrameHeader or Frame)
                frames += sequence?.HasFrameOwnSize(body) == false ? 1 : throw HeaderReader.Corrupt("its header contradicts its pixels");
            hasPixels |= type is TileGroup or Frame && length > 1;
            if (keeps && type is SequenceHeader or FrameHeader or TileGroup or Frame or RedundantFrameHeader)
                kept.Add(data[start..position]);
        }

        if (sequence is null || !hasPixels)
            throw HeaderReader.EndsEarly();
        return frames <= MostFrames
            ? new(sequence, frames, kept.Written.ToArray())
            : throw HeaderReader.TooMuchWork($"it has more than {MostFrames} layers");
    }

    /// <summary>Seven bits to a byte, the lowest first; less than 0 for what is none or longer than any file.</summary>
    private static long Length(ReadOnlySpan<byte> data, ref int position)
    {
        var length = 0L;
        for (var shift = 0; shift < 35 && position < data.Length; shift += 7)
        {
            var next = data[position++];
            length |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return length;
        }

        return -1;
    }
}
