using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>Encodes one opaque picture with the system's libwebp.</summary>
internal static unsafe class WebPStill
{
    /// <summary>The file, or null when this library cannot make it: then libvips does.</summary>
    /// <param name="image">8-bit sRGB of three bands.</param>
    /// <exception cref="VipsException">The source of the pixels is damaged.</exception>
    public static VipsBytes? Encode(VipsImage image, int quality, int effort, CancellationToken cancellationToken)
    {
        WebPConfig config;
        WebPPicture picture;
        if (WebPNative.ConfigInit(&config, 0, quality, WebPNative.Abi) == 0 || WebPNative.PictureInit(&picture, WebPNative.Abi) == 0)
            return null;
        config.Method = effort;
        (picture.Width, picture.Height) = (image.Width, image.Height);
        var token = GCHandle.Alloc(cancellationToken);
        try
        {
            return Import(&picture, image) ? Encode(&config, &picture, token, cancellationToken) : null;
        }
        finally
        {
            WebPNative.PictureFree(&picture);
            token.Free();
        }
    }

    // The pixels are given back before the encoder takes memory of its own.
    private static bool Import(WebPPicture* picture, VipsImage image)
    {
        using var pixels = image.ToBytes();
        fixed (byte* rgb = pixels.GetSpan())
            return WebPNative.ImportRgb(picture, rgb, checked(3 * image.Width)) != 0;
    }

    private static VipsBytes? Encode(WebPConfig* config, WebPPicture* picture, GCHandle token, CancellationToken cancellationToken)
    {
        WebPMemoryWriter output = default;
        picture->Writer = WebPLibrary.MemoryWriter;
        picture->CustomPointer = (nint)(&output);
        picture->ProgressHook = (nint)(delegate* unmanaged[Cdecl]<int, WebPPicture*, int>)&GoesOn;
        picture->UserData = GCHandle.ToIntPtr(token);
        var encoded = WebPNative.Encode(config, picture) != 0;
        var memory = new WebPMemory(output.Memory);
        if (encoded)
            return new VipsBytes(memory, output.Memory, checked((int)output.Size));
        memory.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GoesOn(int percent, WebPPicture* picture) =>
        ((CancellationToken)GCHandle.FromIntPtr(picture->UserData).Target!).IsCancellationRequested ? 0 : 1;
}
