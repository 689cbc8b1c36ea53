using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;

namespace ImageFunctions.Unit.Tests;

/// <summary>An engine that is asked what it can and not to do it.</summary>
internal sealed class StubEngine(bool hasAvif = false) : IImageEngine
{
    public string Name => "none";

    public bool WritesAvif => hasAvif;

    public bool Reads(ImageFormat format) => hasAvif || format != ImageFormat.Avif;

    public ImageHeader Inspect(ReadOnlyMemory<byte> original) => throw new NotSupportedException();

    public void Render(
        ReadOnlyMemory<byte> original, ImageHeader header, IReadOnlyList<VariantSpec> plan, Action<RenderedVariant> deliver,
        CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
