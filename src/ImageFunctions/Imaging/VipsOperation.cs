using System.Globalization;
using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>
/// One libvips operation: named, given its arguments, run once. Built directly and not through libvips' operation cache,
/// whose entries would outlive the pinned input.
/// </summary>
internal sealed class VipsOperation : SafeHandle
{
    private readonly string _name;

    private VipsOperation(string name)
        : base(0, ownsHandle: true)
    {
        _name = name;
        SetHandle(VipsNative.OperationNew(name));
        if (IsInvalid)
            throw new InvalidOperationException($"libvips lacks {name}: {VipsException.TakeMessage()}");
    }

    public override bool IsInvalid => handle == 0;

    public static VipsOperation Of(string name) => new(name);

    public VipsOperation With(string argument, string value)
    {
        if (VipsNative.SetArgument(this, argument, value) != 0)
            throw new InvalidOperationException($"libvips {_name} takes no {argument}={value}: {VipsException.TakeMessage()}");
        return this;
    }

    public VipsOperation With(string argument, double value) =>
        With(argument, value.ToString("R", CultureInfo.InvariantCulture));

    public VipsOperation With(string argument, bool value) => With(argument, value ? "true" : "false");

    public VipsOperation With(string argument, VipsImage image)
    {
        VipsNative.GValue value = default;
        VipsNative.ValueInit(ref value, VipsNative.ImageType());
        VipsNative.ValueSetObject(ref value, image);
        VipsNative.SetProperty(this, argument, value);
        VipsNative.ValueUnset(ref value);
        return this;
    }

    public VipsOperation With(string argument, VipsBlob blob)
    {
        VipsNative.GValue value = default;
        VipsNative.ValueInit(ref value, VipsNative.BlobType());
        VipsNative.ValueSetBoxed(ref value, blob);
        VipsNative.SetProperty(this, argument, value);
        VipsNative.ValueUnset(ref value);
        return this;
    }

    /// <summary>Runs, and returns the output image. Most pixels are computed later, when something asks for them.</summary>
    /// <exception cref="VipsException">The operation failed.</exception>
    public VipsImage Image() => new(Run("out", VipsNative.ImageType(), static (in value) => VipsNative.ValueDupObject(value)));

    /// <summary>Runs, and returns the encoded bytes.</summary>
    /// <exception cref="VipsException">The operation failed.</exception>
    public VipsBytes Bytes() => VipsBytes.From(
        new VipsBlob(Run("buffer", VipsNative.BlobType(), static (in value) => VipsNative.ValueDupBoxed(value))));

    private delegate nint Duplicate(in VipsNative.GValue value);

    private nint Run(string output, nuint type, Duplicate duplicate)
    {
        using (this)
        {
            try
            {
                if (VipsNative.Build(this) != 0)
                    throw new VipsException();
                VipsNative.GValue value = default;
                VipsNative.ValueInit(ref value, type);
                VipsNative.GetProperty(this, output, ref value);
                var result = duplicate(value);
                VipsNative.ValueUnset(ref value);
                return result;
            }
            finally
            {
                VipsNative.UnrefOutputs(this);
            }
        }
    }

    protected override bool ReleaseHandle()
    {
        VipsNative.Unref(handle);
        return true;
    }
}
