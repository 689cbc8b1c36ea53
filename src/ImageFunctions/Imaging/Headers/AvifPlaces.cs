namespace ImageFunctions.Imaging.Headers;

/// <summary>Where the bytes of items lie in their file. ISO/IEC 14496-12, 8.11.3.</summary>
internal sealed class AvifPlaces
{
    /// <summary>Equal tiles may lie in the same place.</summary>
    private const int MostSharedBytes = 16 << 20;

    private readonly Dictionary<uint, List<(ulong Start, ulong Length)>> _places = [];
    private readonly int _fileLength;
    private long _taken;

    /// <param name="reader">At the start of the list.</param>
    /// <param name="inner">Where the bytes begin that lie in the header itself.</param>
    /// <param name="count">Is told of every entry.</param>
    public AvifPlaces(IsoReader reader, int inner, int fileLength, Action count)
    {
        _fileLength = fileLength;
        var version = reader.Version();
        var (sizes, bases) = ((int)reader.Number(1), (int)reader.Number(1));
        for (var items = reader.Id(version > 1); items > 0; items--, count())
        {
            var id = reader.Id(version > 1);
            var method = version > 0 ? reader.Number(2) & 15 : 0;
            var isElsewhere = reader.Number(2) != 0 || method > 1;
            var start = reader.Number(bases >> 4) + (method == 1 ? (ulong)inner : 0);
            List<(ulong, ulong)> places = [];
            for (var pieces = reader.Number(2); pieces > 0; pieces--, count())
            {
                reader.Number(version > 0 ? bases & 15 : 0);
                places.Add((unchecked(start + reader.Number(sizes >> 4)), reader.Number(sizes & 15)));
            }

            if (!isElsewhere)
                _places.TryAdd(id, places);
        }
    }

    /// <summary>The item's bytes; all that are asked for have not many more of them than the file.</summary>
    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> file, uint id)
    {
        var places = _places.GetValueOrDefault(id, []);
        if (places is [var only])
            return file[Checked(only)];
        List<byte> bytes = [];
        foreach (var place in places)
            bytes.AddRange(file[Checked(place)]);
        return bytes.ToArray();
    }

    /// <summary>Where an item is that lies in one piece; empty for any other.</summary>
    public Range Place(uint id) => _places.GetValueOrDefault(id) is [var only] && IsInside(only) ? RangeOf(only) : default;

    private bool IsInside((ulong Start, ulong Length) place) =>
        place.Start <= (ulong)_fileLength && place.Length <= (ulong)_fileLength - place.Start;

    private static Range RangeOf((ulong Start, ulong Length) place) => (int)place.Start..(int)(place.Start + place.Length);

    private Range Checked((ulong Start, ulong Length) place)
    {
        if (!IsInside(place))
            throw HeaderReader.EndsEarly();
        return (_taken += (long)place.Length) <= (long)_fileLength + MostSharedBytes
            ? RangeOf(place)
            : throw HeaderReader.TooMuchWork("its parts share their bytes");
    }
}
