using ImageFunctions.Images.Record;
using ImageFunctions.Imaging.Headers;
using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>Renders with libvips; <see cref="VipsLibrary"/> must have started.</summary>
internal sealed class VipsEngine : IImageEngine
{
    public string Name { get; } = $"libvips {VipsLibrary.Version}";

    public bool WritesAvif => VipsLibrary.WritesAvif;

    public ImageHeader Inspect(ReadOnlyMemory<byte> original) => HeaderReader.Read(original.Span);

    public void Render(
        ReadOnlyMemory<byte> original,
        ImageHeader header,
        IReadOnlyList<VariantSpec> plan,
        Action<RenderedVariant> deliver,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var copy = HeaderReader.Copy(original.Span, header.Format);
            using var decoder = new VipsDecoder(copy, header, cancellationToken);
            var encoder = new VipsEncoder(new VipsWebP(copy, header, original.Length), deliver, cancellationToken);
            new VipsRendering(decoder, encoder, header, cancellationToken).Run(plan);
        }
        catch (VipsException exception)
        {
            // A stopped computation fails like a damaged one.
            cancellationToken.ThrowIfCancellationRequested();
            throw HeaderReader.Corrupt("its data is damaged or incomplete", exception);
        }
    }
}
