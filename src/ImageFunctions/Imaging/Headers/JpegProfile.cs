namespace ImageFunctions.Imaging.Headers;

/// <summary>A color profile in the parts that a JPEG's segments can hold. ICC.1:2022 annex B.4.</summary>
internal sealed class JpegProfile
{
    private const int NameLength = 12;

    private readonly SortedDictionary<byte, Range> _parts = [];
    private byte _count;

    /// <param name="segment">Any segment of the kind that may hold a part, marker and length before it.</param>
    /// <param name="start">Where it is in the file.</param>
    public void Add(ReadOnlySpan<byte> segment, int start)
    {
        var body = segment[4..];
        if (body.Length < NameLength + 2 || !body.StartsWith("ICC_PROFILE\0"u8))
            return;
        _count = body[NameLength + 1];
        _parts.TryAdd(body[NameLength], (start + 4 + NameLength + 2)..(start + segment.Length));
    }

    /// <summary>Empty when a part is missing or all are longer than a profile may be.</summary>
    public byte[] Assemble(ReadOnlySpan<byte> data)
    {
        if (_parts.Count == 0 || _parts.Count != _count || _parts.Keys.First() != 1 || _parts.Keys.Last() != _count)
            return [];
        List<byte> profile = [];
        foreach (var part in _parts.Values)
        {
            if (profile.Count + part.End.Value - part.Start.Value > PixelCopy.LargestProfile)
                return [];
            profile.AddRange(data[part]);
        }

        return [.. profile];
    }
}
