using System.Buffers;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging;

/// <summary>One finished rendition. Whoever receives it disposes it, which gives its memory back.</summary>
public sealed class RenderedVariant(VariantSpec spec, string contentType, int width, int height, IMemoryOwner<byte> owner, int length)
    : IDisposable
{
    public VariantSpec Spec { get; } = spec;

    /// <summary>MIME type of <see cref="Content"/>; application/octet-stream for raw pixels.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>Pixels.</summary>
    public int Width { get; } = width;

    /// <summary>Pixels of one frame.</summary>
    public int Height { get; } = height;

    /// <summary>The encoded bytes; not to be touched after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Content => owner.Memory[..length];

    public void Dispose() => owner.Dispose();
}
