using System.Buffers.Binary;
using System.Text;

namespace ImageFunctions.Bench;

/// <summary>JPEG files to upload, of which no two are the same.</summary>
internal sealed class UploadImages
{
    private const int Pictures = 4;
    private const int Quality = 90;
    private const int Shift = 137;
    private readonly byte[][] _files;
    private int _made;

    /// <param name="megapixels">Of each, four to three.</param>
    public UploadImages(double megapixels)
    {
        Height = (int)Math.Sqrt(megapixels * 1e6 * 3 / 4);
        Width = Height * 4 / 3;
        var drawn = DrawnPhotograph.Draw(Width + (Pictures * Shift), Height);
        _files = [.. Enumerable.Range(0, Pictures).Select(picture => drawn.Part(picture * Shift, Width).ToJpeg(Quality))];
    }

    public int Width { get; }

    public int Height { get; }

    public string Description => $"{Width}×{Height} JPEG, {_files.Average(file => file.Length) / 1e6:F1} MB";

    /// <summary>A picture with a comment of its own, so that it is nobody's duplicate.</summary>
    public byte[] Next()
    {
        const int StartOfImage = 2;
        var number = Interlocked.Increment(ref _made);
        var comment = Encoding.ASCII.GetBytes($"{number} {Guid.NewGuid()}");
        var segment = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(segment, 0xFFFE);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(comment.Length + 2));
        var file = _files[number % Pictures];
        return [.. file.AsSpan(0, StartOfImage), .. segment, .. comment, .. file.AsSpan(StartOfImage)];
    }
}
