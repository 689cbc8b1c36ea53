using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>Owns one reference of a VipsImage: a picture, or a recipe for one whose pixels are computed on demand.</summary>
internal sealed class VipsImage : SafeHandle
{
    public VipsImage(nint image)
        : base(0, ownsHandle: true)
    {
        SetHandle(image);
        if (IsInvalid)
            throw new VipsException();
    }

    public override bool IsInvalid => handle == 0;

    public int Width => VipsNative.Width(this);

    /// <summary>Pixels of all frames, which libvips keeps one above the other.</summary>
    public int Height => VipsNative.Height(this);

    public int FrameHeight => VipsNative.PageHeight(this);

    public int Bands => VipsNative.Bands(this);

    public bool HasAlpha => VipsNative.HasAlpha(this) != 0;

    public VipsInterpretation Interpretation => (VipsInterpretation)VipsNative.Interpretation(this);

    public bool Has(string field) => VipsNative.FieldType(this, field) != 0;

    /// <summary>Computes all pixels into memory.</summary>
    /// <exception cref="VipsException">The source is damaged.</exception>
    public VipsImage InMemory() => new(VipsNative.CopyMemory(this));

    /// <summary>Computes all pixels as interleaved bytes.</summary>
    /// <exception cref="VipsException">The source is damaged.</exception>
    public VipsBytes ToBytes()
    {
        var memory = new GLibMemory(VipsNative.WriteToMemory(this, out var length));
        return memory.IsInvalid ? throw new VipsException() : VipsBytes.From(memory, length);
    }

    /// <summary>Removes every field that could describe the photographer; only what an animation needs is kept.</summary>
    public unsafe void RemoveMetadata()
    {
        var fields = VipsNative.Fields(this);
        for (var field = fields; field is not null && *field != 0; field++)
        {
            if (Marshal.PtrToStringUTF8(*field) is not ("page-height" or "n-pages" or "delay" or "loop"))
                VipsNative.RemoveField(this, *field);
        }

        VipsNative.FreeStrings(fields);
    }

    public void SetFrameHeight(int height) => VipsNative.SetInt(this, "page-height", height);

    /// <summary>Lets a token stop an encoder that is reading this image.</summary>
    public CancellationTokenRegistration StopOn(CancellationToken cancellationToken)
    {
        VipsNative.SetProgress(this, 1);
        return cancellationToken.UnsafeRegister(static image => VipsNative.SetKill((VipsImage)image!, 1), this);
    }

    protected override bool ReleaseHandle()
    {
        VipsNative.Unref(handle);
        return true;
    }
}

/// <summary>VipsInterpretation of libvips, the members that the four formats load as.</summary>
internal enum VipsInterpretation
{
    Grey = 1,
    Cmyk = 15,
    Srgb = 22,
    Rgb16 = 25,
    Grey16 = 26,
}

/// <summary>Disposes a chain of images, the last first.</summary>
internal sealed class VipsScope : IDisposable
{
    private readonly Stack<VipsImage> _images = new();

    public VipsImage Keep(VipsImage image)
    {
        _images.Push(image);
        return image;
    }

    public void Dispose()
    {
        while (_images.TryPop(out var image))
            image.Dispose();
    }
}
