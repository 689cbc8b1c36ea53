using System.Diagnostics.CodeAnalysis;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Imaging;

/// <summary>Renders with libvips, called directly. Needs its native library; see <see cref="VipsSearchPath"/>.</summary>
/// <param name="useLibWebP">Whether opaque stills go to the system's libwebp, which is loaded.</param>
internal sealed class VipsEngine(bool useLibWebP) : IImageEngine
{
    public string Name { get; } = $"libvips {VipsLibrary.Version}" + (useLibWebP ? $" with libwebp {WebPLibrary.Version}" : "");

    public ImageHeader Inspect(ReadOnlyMemory<byte> original) => HeaderReader.Read(original.Span);

    public void Render(
        ReadOnlyMemory<byte> original,
        ImageHeader header,
        IReadOnlyList<VariantSpec> plan,
        Action<RenderedVariant> deliver,
        CancellationToken cancellationToken)
    {
        using var pinned = original.Pin();
        using var input = VipsBlob.Around(pinned, original.Length);
        try
        {
            using var decoder = new VipsDecoder(input, header);
            var encoder = new VipsEncoder(header, useLibWebP, deliver, cancellationToken);
            new VipsRendering(decoder, encoder, header, cancellationToken).Run(plan);
        }
        catch (VipsException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw HeaderReader.Corrupt("its data is damaged or incomplete", exception);
        }
    }
}

/// <summary>Offers <see cref="VipsEngine"/> where libvips loads.</summary>
internal sealed class VipsEngineFactory : IImageEngineFactory
{
    public EngineChoice Choice => EngineChoice.Vips;

    public int Preference => 1;

    public bool TryCreate(
        ImagingOptions options,
        ILoggerFactory loggers,
        [NotNullWhen(true)] out IImageEngine? engine,
        [NotNullWhen(false)] out string? reason)
    {
        var loaded = VipsLibrary.TryLoad(options.LibraryPath, loggers.CreateLogger<VipsEngine>(), out var failure);
        engine = loaded ? new VipsEngine(options.UseLibWebP && WebPLibrary.Version is not null) : null;
        reason = loaded ? null : failure;
        return loaded;
    }
}
