namespace ImageFunctions.Imaging.Headers;

/// <summary>The header of a coded picture. AV1 Bitstream &amp; Decoding Process Specification, 5.5.</summary>
/// <param name="Width">Most that a frame can have, and all that have no size of their own do.</param>
/// <param name="Primaries">Of its colors, as in ISO/IEC 23091-2; 2 where it does not say.</param>
/// <param name="Transfer">The same of its transfer function.</param>
/// <param name="Configuration">The same for a container. AV1 Codec ISO Media File Format Binding, 2.3.3.</param>
internal sealed record Av1Sequence(int Width, int Height, int Primaries, int Transfer, uint Configuration)
{
    /// <summary>Each frame says for itself.</summary>
    private const uint Either = 2;

    // Of the configuration: more than 8 bits, no colors, colors of half the width, of half the height.
    private const uint Deep = 1 << 14;
    private const uint Gray = 1 << 12;
    private const uint Narrow = 1 << 11;
    private const uint Low = 1 << 10;

    private const uint KeyFrame = 0;
    private const uint SwitchFrame = 3;

    // What it takes to read the start of a frame's header.
    private bool _isReduced;
    private int _presentationBits;
    private int _idBits;
    private uint _screenTools = Either;
    private uint _integerMotion = Either;

    public double BytesPerPixel => ((Configuration & Deep) != 0 ? 2 : 1) * (Configuration & (Gray | Narrow | Low)) switch
    {
        0 => 3,
        Narrow => 2,
        Narrow | Low => 1.5,
        _ => 1,
    };

    /// <summary>Whether the stored pixels are of the same kind, so that pictures can be tiles of one.</summary>
    public bool IsLike(Av1Sequence other) => HasSizeOf(other) && (Configuration & 0x7C00) == (other.Configuration & 0x7C00);

    public bool HasSizeOf(Av1Sequence other) => (Width, Height) == (other.Width, other.Height);

    public static Av1Sequence Read(ReadOnlySpan<byte> data)
    {
        var bits = new BitReader(data);
        var frame = new Av1Sequence(0, 0, 2, 2, 0);
        var profile = bits.Read(3);
        bits.Skip(1);
        frame._isReduced = bits.Flag();
        var (level, tier) = frame._isReduced ? (bits.Read(5), 0) : frame.ReadOperation(ref bits);
        var (widthBits, heightBits) = (bits.Read(4) + 1, bits.Read(4) + 1);
        var (width, height) = (bits.Read((int)widthBits) + 1, bits.Read((int)heightBits) + 1);
        if (!frame._isReduced && bits.Flag())
            frame._idBits = (int)(bits.Read(4) + 2 + bits.Read(3) + 1);
        bits.Skip(3);
        if (!frame._isReduced)
            frame.ReadTools(ref bits);
        bits.Skip(3);

        var isDeep = bits.Flag();
        var isDeeper = profile == 2 && isDeep && bits.Flag();
        var isGray = profile != 1 && bits.Flag();
        var (primaries, transfer, matrix) = bits.Flag() ? (bits.Read(8), bits.Read(8), bits.Read(8)) : (2u, 2u, 2u);
        var kind = isGray ? Gray | Narrow | Low : 0;
        if (!isGray && (primaries, transfer, matrix) != (1, 13, 0))
        {
            bits.Skip(1);
            kind = (profile, isDeeper) switch
            {
                (0, _) => Narrow | Low,
                (1, _) => 0,
                (_, true) => !bits.Flag() ? 0 : bits.Flag() ? Narrow | Low : Narrow,
                _ => Narrow,
            };
            kind |= (kind & Low) != 0 ? bits.Read(2) << 8 : 0;
        }

        return frame with
        {
            Width = (int)width,
            Height = (int)height,
            Primaries = (int)primaries,
            Transfer = (int)transfer,
            Configuration = 0x81000000 | (profile << 21) | (level << 16) | (tier << 15) | (isDeep ? Deep : 0)
                | (isDeeper ? 1u << 13 : 0) | kind,
        };
    }

    /// <summary>Whether a frame has a size of its own, which no still picture needs (5.9.2).</summary>
    public bool HasFrameOwnSize(ReadOnlySpan<byte> header)
    {
        var bits = new BitReader(header);

        // A frame that is shown again has been read.
        if (_isReduced || bits.Flag())
            return false;
        var (kind, isShown) = (bits.Read(2), bits.Flag());
        bits.Skip(isShown ? _presentationBits : 1);
        if (kind != SwitchFrame && !(kind == KeyFrame && isShown))
            bits.Skip(1);
        bits.Skip(1);
        if ((_screenTools == Either ? bits.Read(1) : _screenTools) == 1 && _integerMotion == Either)
            bits.Skip(1);
        bits.Skip(_idBits);
        return kind == SwitchFrame || bits.Flag();
    }

    /// <summary>What is only in the header of a picture that could be one of a film; returns level and tier.</summary>
    private (uint Level, uint Tier) ReadOperation(ref BitReader bits)
    {
        var (delayBits, hasModel) = (0, false);
        if (bits.Flag())
        {
            bits.Skip(64);
            var isEven = bits.Flag();
            if (isEven)
                bits.SkipVariable();
            if (hasModel = bits.Flag())
            {
                delayBits = (int)bits.Read(5) + 1;
                bits.Skip(37);
                _presentationBits = (int)bits.Read(5) + 1;
                _presentationBits = isEven ? 0 : _presentationBits;
            }
        }

        var (hasDelay, count, first) = (bits.Flag(), bits.Read(5), (0u, 0u));
        for (var i = 0; i <= count; i++)
        {
            bits.Skip(12);
            var level = bits.Read(5);
            var tier = level > 7 ? bits.Read(1) : 0;
            first = i == 0 ? (level, tier) : first;
            if (hasModel && bits.Flag())
                bits.Skip((2 * delayBits) + 1);
            if (hasDelay && bits.Flag())
                bits.Skip(4);
        }

        return first;
    }

    private void ReadTools(ref BitReader bits)
    {
        bits.Skip(4);
        var hasOrder = bits.Flag();
        bits.Skip(hasOrder ? 2 : 0);
        _screenTools = bits.Flag() ? Either : bits.Read(1);
        if (_screenTools > 0)
            _integerMotion = bits.Flag() ? Either : bits.Read(1);
        bits.Skip(hasOrder ? 3 : 0);
    }
}
