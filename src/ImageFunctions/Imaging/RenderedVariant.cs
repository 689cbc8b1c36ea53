using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging;

/// <summary>One finished rendition.</summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="ContentType">MIME type of <paramref name="Content"/>; application/octet-stream for raw pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels of one frame.</param>
/// <param name="Content">The encoded bytes.</param>
public sealed record RenderedVariant(VariantSpec Spec, string ContentType, int Width, int Height, ReadOnlyMemory<byte> Content);
