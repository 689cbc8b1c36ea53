namespace ImageFunctions.Imaging.Headers;

/// <summary>What an AVIF says of its colors. ISO/IEC 14496-12, 12.1.5; the numbers are those of ISO/IEC 23091-2.</summary>
/// <param name="Coding">The box that says how samples become red, green and blue; empty where the pixels say it.</param>
internal sealed record AvifColors(byte[] Coding, byte[] Embedded)
{
    private const int Srgb = 13;

    // White, red, green, blue.
    private static readonly double[] Bt2020 = [0.3127, 0.3290, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046];
    private static readonly double[] DisplayP3 = [0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060];

    public static AvifColors Read(ReadOnlySpan<byte> file, AvifItems items)
    {
        byte[] coding = [], embedded = [];
        foreach (var (box, _) in items.Properties(items.Primary))
        {
            var body = box.Body(file);
            if (box.Type != "colr" || body.Length < 11)
                continue;
            if (body.StartsWith("nclx"u8) && coding.Length == 0)
                coding = body[..11].ToArray();
            else if ((body.StartsWith("prof"u8) || body.StartsWith("rICC"u8)) && body.Length - 4 <= PixelCopy.LargestProfile)
                embedded = body[4..].ToArray();
        }

        return new(coding, embedded);
    }

    /// <summary>The profile, or one made of wide primaries; what is coded for bright screens is taken as it is.</summary>
    public byte[] Profile(Av1Sequence sequence)
    {
        var (primaries, transfer) = Coding.Length > 0 ? (Coding[5], Coding[7]) : (sequence.Primaries, sequence.Transfer);
        if (Embedded.Length > 0 || transfer != Srgb)
            return Embedded;
        return primaries switch
        {
            9 => MatrixProfile.Write(null, Bt2020, isGray: false),
            12 => MatrixProfile.Write(null, DisplayP3, isGray: false),
            _ => null,
        } ?? [];
    }
}
