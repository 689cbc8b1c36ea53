using System.Buffers.Binary;
using System.Text.Json.Serialization;

namespace ImageFunctions.Images.Record;

/// <summary>A UUID version 7: unique, sortable by time, and the time of creation can be read from it.</summary>
[JsonConverter(typeof(ImageIdConverter))]
public readonly record struct ImageId : IComparable<ImageId>
{
    // 48 bits reach beyond the year 9999, which DateTimeOffset refuses; keys have 13 digits for milliseconds.
    private const long Latest = 0x08FF_FFFF_FFFF;
    private readonly Guid _value;

    private ImageId(Guid value) => _value = value;

    public static ImageId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>When the id was made, to the millisecond.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds(_value));

    /// <summary>Accepts only the 36-character form of a version 7 UUID from a time that a storage key can hold.</summary>
    public static bool TryParse(string? text, out ImageId id)
    {
        id = default;
        if (text is not { Length: 36 } || !Guid.TryParseExact(text, "D", out var value) || value.Version != 7
            || Milliseconds(value) > Latest)
            return false;
        id = new ImageId(value);
        return true;
    }

    public static ImageId? Parse(string? text) => TryParse(text, out var id) ? id : null;

    public int CompareTo(ImageId other) => _value.CompareTo(other._value);

    public override string ToString() => _value.ToString("D");

    private static long Milliseconds(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
    }

    public static bool operator <(ImageId left, ImageId right) => left.CompareTo(right) < 0;

    public static bool operator >(ImageId left, ImageId right) => left.CompareTo(right) > 0;

    public static bool operator <=(ImageId left, ImageId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ImageId left, ImageId right) => left.CompareTo(right) >= 0;
}
