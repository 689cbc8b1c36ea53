using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>
/// The C functions of libvips and GLib that the engine calls; none is variadic. <see cref="VipsLibrary"/> maps the three
/// names to one loaded file or, on Windows, to its neighbours. Documented at libvips.org/API and docs.gtk.org.
/// </summary>
internal static unsafe partial class VipsNative
{
    public const string Vips = "libvips";
    public const string GLib = "libglib-2.0";
    public const string GObject = "libgobject-2.0";

    [LibraryImport(Vips, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Init(string programName);

    [LibraryImport(Vips, EntryPoint = "vips_version")]
    public static partial int Version(int part);

    [LibraryImport(Vips, EntryPoint = "vips_error_buffer_copy")]
    public static partial nint ErrorBufferCopy();

    [LibraryImport(Vips, EntryPoint = "vips_cache_set_max")]
    public static partial void CacheSetMax(int operations);

    [LibraryImport(Vips, EntryPoint = "vips_concurrency_set")]
    public static partial void ConcurrencySet(int threads);

    [LibraryImport(Vips, EntryPoint = "vips_leak_set")]
    public static partial void LeakSet(int leak);

    [LibraryImport(Vips, EntryPoint = "vips_block_untrusted_set")]
    public static partial void BlockUntrustedSet(int state);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_type")]
    public static partial nuint ImageType();

    [LibraryImport(Vips, EntryPoint = "vips_blob_get_type")]
    public static partial nuint BlobType();

    [LibraryImport(Vips, EntryPoint = "vips_operation_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OperationNew(string name);

    [LibraryImport(Vips, EntryPoint = "vips_object_set_argument_from_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetArgument(VipsOperation operation, string name, string value);

    [LibraryImport(Vips, EntryPoint = "vips_object_build")]
    public static partial int Build(VipsOperation operation);

    [LibraryImport(Vips, EntryPoint = "vips_object_unref_outputs")]
    public static partial void UnrefOutputs(VipsOperation operation);

    [LibraryImport(Vips, EntryPoint = "vips_blob_new")]
    public static partial nint BlobNew(nint free, void* data, nuint length);

    [LibraryImport(Vips, EntryPoint = "vips_blob_get")]
    public static partial nint BlobGet(VipsBlob blob, out nuint length);

    [LibraryImport(Vips, EntryPoint = "vips_area_unref")]
    public static partial void AreaUnref(nint area);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_width")]
    public static partial int Width(VipsImage image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_height")]
    public static partial int Height(VipsImage image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_page_height")]
    public static partial int PageHeight(VipsImage image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_bands")]
    public static partial int Bands(VipsImage image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_interpretation")]
    public static partial int Interpretation(VipsImage image);

    [LibraryImport(Vips, EntryPoint = "vips_image_hasalpha")]
    public static partial int HasAlpha(VipsImage image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint FieldType(VipsImage image, string name);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_fields")]
    public static partial nint* Fields(VipsImage image);

    [LibraryImport(Vips, EntryPoint = "vips_image_remove")]
    public static partial int RemoveField(VipsImage image, nint name);

    [LibraryImport(Vips, EntryPoint = "vips_image_set_int", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetInt(VipsImage image, string name, int value);

    [LibraryImport(Vips, EntryPoint = "vips_image_set_progress")]
    public static partial void SetProgress(VipsImage image, int progress);

    [LibraryImport(Vips, EntryPoint = "vips_image_set_kill")]
    public static partial void SetKill(VipsImage image, int kill);

    [LibraryImport(Vips, EntryPoint = "vips_image_copy_memory")]
    public static partial nint CopyMemory(VipsImage image);

    [LibraryImport(Vips, EntryPoint = "vips_image_write_to_memory")]
    public static partial nint WriteToMemory(VipsImage image, out nuint length);

    [LibraryImport(GLib, EntryPoint = "g_free")]
    public static partial void Free(nint memory);

    [LibraryImport(GLib, EntryPoint = "g_strfreev")]
    public static partial void FreeStrings(nint* strings);

    [LibraryImport(GLib, EntryPoint = "g_log_set_default_handler")]
    public static partial nint LogSetDefaultHandler(delegate* unmanaged[Cdecl]<byte*, int, byte*, void*, void> handler, nint data);

    [LibraryImport(GObject, EntryPoint = "g_object_unref")]
    public static partial void Unref(nint instance);

    [LibraryImport(GObject, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetProperty(VipsOperation operation, string name, in GValue value);

    [LibraryImport(GObject, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void GetProperty(VipsOperation operation, string name, ref GValue value);

    [LibraryImport(GObject, EntryPoint = "g_value_init")]
    public static partial nint ValueInit(ref GValue value, nuint type);

    [LibraryImport(GObject, EntryPoint = "g_value_unset")]
    public static partial void ValueUnset(ref GValue value);

    [LibraryImport(GObject, EntryPoint = "g_value_set_object")]
    public static partial void ValueSetObject(ref GValue value, VipsImage image);

    [LibraryImport(GObject, EntryPoint = "g_value_dup_object")]
    public static partial nint ValueDupObject(in GValue value);

    [LibraryImport(GObject, EntryPoint = "g_value_set_boxed")]
    public static partial void ValueSetBoxed(ref GValue value, VipsBlob blob);

    [LibraryImport(GObject, EntryPoint = "g_value_dup_boxed")]
    public static partial nint ValueDupBoxed(in GValue value);

    /// <summary>GLib's tagged value: a type and two words.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GValue
    {
        private readonly nuint _type;
        private readonly ulong _first;
        private readonly ulong _second;
    }
}
