using System.Buffers.Binary;
using System.Text;

namespace ImageFunctions.Pictures;

/// <summary>A TIFF stream with the directories that a camera writes, GPS among them.</summary>
public static class ExifWriter
{
    /// <summary>Text in the GPS directory: no output and no header may hold it.</summary>
    public const string GpsSecret = "GPS-SECRET-51.5007N";

    /// <summary>Text in the maker's note.</summary>
    public const string MakerSecret = "MAKER-SECRET-SERIAL";

    /// <summary>Values that cameras write when they have none, and one exposure.</summary>
    public static byte[] WriteOdd(uint exposure, uint of, string date, ushort iso)
    {
        var tiff = new Builder(littleEndian: true);
        var first = tiff.Directory(2);
        var exif = tiff.Directory(4);
        tiff.Short(first, 0x0112, 9);
        tiff.Long(first, 0x8769, (uint)exif.Start);
        tiff.Rational(exif, 0x829A, exposure, of);
        tiff.Rational(exif, 0x829D, 0, 0);
        tiff.Short(exif, 0x8827, iso);
        tiff.Ascii(exif, 0x9003, date);
        return tiff.ToArray();
    }

    public static byte[] Write(int orientation, string make = "Maker & Sons", bool littleEndian = true)
    {
        var tiff = new Builder(littleEndian);
        var first = tiff.Directory(5);
        var exif = tiff.Directory(7);
        var gps = tiff.Directory(1);
        tiff.Ascii(first, 0x010F, make);
        tiff.Ascii(first, 0x0110, "Model 7");
        tiff.Short(first, 0x0112, (ushort)orientation);
        tiff.Long(first, 0x8769, (uint)exif.Start);
        tiff.Long(first, 0x8825, (uint)gps.Start);
        tiff.Rational(exif, 0x829A, 1, 250);
        tiff.Rational(exif, 0x829D, 28, 10);
        tiff.Short(exif, 0x8827, 400);
        tiff.Ascii(exif, 0x9003, "2026:05:04 03:02:01");
        tiff.Rational(exif, 0x920A, 35, 1);
        tiff.Ascii(exif, 0x927C, MakerSecret);
        tiff.Ascii(exif, 0xA434, "35mm f/2.8");
        tiff.Ascii(gps, 0x001D, GpsSecret);
        return tiff.ToArray();
    }

    /// <summary>The same behind JPEG's "Exif" marker, as an APP1 segment.</summary>
    public static (byte Marker, byte[] Body) Segment(int orientation, string make = "Maker & Sons", bool littleEndian = true) =>
        (0xE1, [.. "Exif\0\0"u8, .. Write(orientation, make, littleEndian)]);

    private sealed class Builder(bool littleEndian)
    {
        private byte[] _bytes = littleEndian ? [.. "II*\0"u8, 8, 0, 0, 0] : [.. "MM\0*"u8, 0, 0, 0, 8];

        public DirectorySlot Directory(int entries)
        {
            var slot = new DirectorySlot(_bytes.Length);
            Array.Resize(ref _bytes, _bytes.Length + 2 + (entries * 12) + 4);
            Put16(slot.Start, (ushort)entries);
            return slot;
        }

        public void Short(DirectorySlot slot, ushort tag, ushort value) => Put16(Entry(slot, tag, 3, 1), value);

        public void Long(DirectorySlot slot, ushort tag, uint value) => Put32(Entry(slot, tag, 4, 1), value);

        public void Rational(DirectorySlot slot, ushort tag, uint over, uint under)
        {
            Put32(Entry(slot, tag, 5, 1), (uint)_bytes.Length);
            Array.Resize(ref _bytes, _bytes.Length + 8);
            Put32(_bytes.Length - 8, over);
            Put32(_bytes.Length - 4, under);
        }

        public void Ascii(DirectorySlot slot, ushort tag, string text)
        {
            var body = Encoding.UTF8.GetBytes(text + "\0");
            var at = Entry(slot, tag, 2, body.Length);
            if (body.Length <= 4)
            {
                body.CopyTo(_bytes, at);
                return;
            }

            Put32(at, (uint)_bytes.Length);
            _bytes = [.. _bytes, .. body];
        }

        public byte[] ToArray() => _bytes;

        private int Entry(DirectorySlot slot, ushort tag, ushort type, int count)
        {
            var at = slot.Start + 2 + (12 * slot.Used++);
            Put16(at, tag);
            Put16(at + 2, type);
            Put32(at + 4, (uint)count);
            return at + 8;
        }

        private void Put16(int at, ushort value)
        {
            if (littleEndian)
                BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(at), value);
        }

        private void Put32(int at, uint value)
        {
            if (littleEndian)
                BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(at), value);
        }
    }

    private sealed class DirectorySlot(int start)
    {
        public int Start { get; } = start;

        public int Used { get; set; }
    }
}
