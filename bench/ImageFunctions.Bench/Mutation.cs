using System.Buffers.Binary;

namespace ImageFunctions.Bench;

/// <summary>Damages bytes in the ways that disks, networks and attackers do. The same seed gives the same damage.</summary>
internal static class Mutation
{
    private static readonly uint[] Extremes = [
        0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 4000, 16383, 65500];

    public static byte[] Apply(byte[] original, byte[] other, Random random)
    {
        var bytes = original.ToArray();
        for (var times = random.Next(1, 4); times > 0 && bytes.Length > 16; times--)
            bytes = Once(bytes, other, random);
        return bytes;
    }

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        // Headers decide most, and are small: aim at them half of the time.
        var end = random.Next(2) == 0 ? Math.Min(bytes.Length, 200) : bytes.Length;
        var at = random.Next(end);
        var length = Math.Min(random.Next(1, 64), bytes.Length - at);
        switch (random.Next(8))
        {
            case 0:
                for (var flips = random.Next(1, 16); flips > 0; flips--)
                    bytes[random.Next(end)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                random.NextBytes(bytes.AsSpan(at, length));
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]];
            case 5:
                var from = random.Next(other.Length);
                return [.. bytes[..at], .. other.AsSpan(from, Math.Min(length, other.Length - from)), .. bytes[at..]];
            case 6:
                Span<byte> number = stackalloc byte[4];
                var width = 1 << random.Next(3);
                BinaryPrimitives.WriteUInt32BigEndian(number, Extremes[random.Next(Extremes.Length)]);
                if (random.Next(2) == 0)
                    number.Reverse();
                number[^Math.Min(width, bytes.Length - at)..].CopyTo(bytes.AsSpan(at));
                return bytes;
            default:
                bytes.AsSpan(at, length).Clear();
                return bytes;
        }
    }
}
