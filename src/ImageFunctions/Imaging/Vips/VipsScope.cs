using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>Disposes a chain of images, the last first, and lets a token stop whatever computes their pixels.</summary>
internal sealed class VipsScope(CancellationToken cancellationToken) : IDisposable
{
    private readonly Stack<Image> _images = new();

    public Image Keep(Image image)
    {
        _images.Push(image);
        return image;
    }

    /// <summary>Computes all pixels, to be read in any order and more than once.</summary>
    /// <exception cref="VipsException">The source is damaged, or the token has stopped it.</exception>
    public Image InMemory(Image image) => Keep(Stoppable(image, static image => image.CopyMemory()));

    /// <summary>Runs what reads the pixels of <paramref name="image"/>: a copy to memory, or an encoder.</summary>
    public T Stoppable<T>(Image image, Func<Image, T> read)
    {
        cancellationToken.ThrowIfCancellationRequested();
        image.SetProgress(true);
        using var stop = cancellationToken.UnsafeRegister(static image => ((Image)image!).SetKill(true), image);
        return read(image);
    }

    public void Dispose()
    {
        while (_images.TryPop(out var image))
            image.Dispose();
    }
}
