using System.Reflection;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging.Headers;
using SixLabors.ImageSharp;

namespace ImageFunctions.Imaging.ImageSharp;

/// <summary>
/// Renders with ImageSharp 2: nothing native, at three to four times libvips' cost for equal effort. It writes no animations;
/// theirs becomes the first frame.
/// </summary>
internal sealed class ImageSharpEngine(int effortLimit) : IImageEngine
{
    /// <summary>Effort 3 and above cost four times the CPU of 2 for 3 % fewer bytes; only a configured effort goes there.</summary>
    public const int DefaultEffort = 2;

    public string Name { get; } = $"ImageSharp {Version()}";

    public bool Reads(ImageFormat format) => format != ImageFormat.Avif;

    public ImageHeader Inspect(ReadOnlyMemory<byte> original)
    {
        var header = HeaderReader.Read(original.Span);
        Check(header.Format);
        return header;
    }

    public void Render(
        ReadOnlyMemory<byte> original,
        ImageHeader header,
        IReadOnlyList<VariantSpec> plan,
        Action<RenderedVariant> deliver,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Check(header.Format);
        using var copy = HeaderReader.Copy(original.Span, header.Format);
        using var image = ImageSharpDecoder.Decode(copy, header, cancellationToken);
        var encoder = new ImageSharpEncoder(header, deliver, effortLimit, cancellationToken);
        new ImageSharpRendering(image, encoder, cancellationToken).Run(plan);
    }

    private void Check(ImageFormat format)
    {
        if (!Reads(format))
            throw new ImageRejectedException(RejectionCodes.UnsupportedType, ImageFormats.NoAvif);
    }

    private static string Version() =>
        typeof(Image).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
