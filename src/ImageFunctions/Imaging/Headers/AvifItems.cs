using System.Text;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// What a file says of its pictures: their kind, place, properties and what they have to do with each other.
/// ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, 9.3 for the properties.
/// </summary>
internal sealed class AvifItems
{
    /// <summary>Of all lists together. A grid of 400 tiles with transparency has some six thousand.</summary>
    private const int MostEntries = 20_000;

    private readonly Dictionary<string, IsoBox> _parts = [];
    private readonly Dictionary<uint, string> _types = [];
    private readonly List<IsoBox> _properties = [];
    private readonly Dictionary<uint, List<(int Index, bool Essential)>> _owned = [];
    private readonly List<(string Kind, uint From, uint To)> _references = [];
    private int _entries;

    private AvifItems(ReadOnlySpan<byte> file, IsoBox meta)
    {
        for (var start = meta.Start + 4; IsoBox.TryRead(file, ref start, meta.End, out var box); Count())
            _parts.TryAdd(box.Type, box);
        if (!_parts.ContainsKey("pitm"))
            throw AvifPicture.Unsupported("a film without a still picture");
        var primary = Part(file, "pitm");
        Primary = primary.Id(primary.Version() > 0);
        ReadTypes(file);
        Places = new AvifPlaces(Part(file, "iloc"), _parts.GetValueOrDefault("idat").Start, file.Length, Count);
        ReadReferences(file);
        ReadProperties(file);
    }

    /// <summary>The picture that is to be shown.</summary>
    public uint Primary { get; }

    public AvifPlaces Places { get; }

    public static AvifItems Read(ReadOnlySpan<byte> file)
    {
        for (var position = 0; IsoBox.TryRead(file, ref position, file.Length, out var box);)
        {
            if (box.Type == "meta")
                return new AvifItems(file, box);
        }

        throw HeaderReader.EndsEarly();
    }

    public string? Type(uint id) => _types.GetValueOrDefault(id);

    public IEnumerable<uint> ReferredBy(string kind, uint id) =>
        _references.Where(one => one.Kind == kind && one.From == id).Select(one => one.To);

    public IEnumerable<uint> ReferringTo(string kind, uint id) =>
        _references.Where(one => one.Kind == kind && one.To == id).Select(one => one.From);

    /// <summary>In the order in which they are to be applied.</summary>
    public IEnumerable<(IsoBox Box, bool Essential)> Properties(uint id) => _owned.GetValueOrDefault(id, [])
        .Where(one => one.Index > 0 && one.Index <= _properties.Count).Select(one => (_properties[one.Index - 1], one.Essential));

    public IsoBox? Property(uint id, string type) =>
        Properties(id).Where(one => one.Box.Type == type).Select(one => (IsoBox?)one.Box).FirstOrDefault();

    private void Count()
    {
        if (++_entries > MostEntries)
            throw HeaderReader.TooMuchWork($"it has more than {MostEntries:N0} entries");
    }

    private IsoReader Part(ReadOnlySpan<byte> file, string type) => new(_parts.GetValueOrDefault(type).Body(file));

    private void ReadTypes(ReadOnlySpan<byte> file)
    {
        var list = _parts.GetValueOrDefault("iinf");
        if (list.Start == list.End)
            return;
        var start = list.Start + (file[list.Start] == 0 ? 6 : 8);
        for (; IsoBox.TryRead(file, ref start, list.End, out var box); Count())
        {
            var reader = new IsoReader(box.Body(file));
            if (box.Type != "infe" || reader.Version() is var version && version < 2)
                continue;
            var (id, isProtected) = (reader.Id(version > 2), reader.Number(2) != 0);
            _types.TryAdd(id, isProtected ? "protected" : Encoding.Latin1.GetString(reader.Take(4)));
        }
    }

    private void ReadReferences(ReadOnlySpan<byte> file)
    {
        var list = _parts.GetValueOrDefault("iref");
        if (list.Start == list.End)
            return;
        var (start, isLong) = (list.Start + 4, file[list.Start] > 0);
        for (; IsoBox.TryRead(file, ref start, list.End, out var box); Count())
        {
            var reader = new IsoReader(box.Body(file));
            var from = reader.Id(isLong);
            for (var count = reader.Number(2); count > 0; count--, Count())
                _references.Add((box.Type, from, reader.Id(isLong)));
        }
    }

    private void ReadProperties(ReadOnlySpan<byte> file)
    {
        var (start, end) = (_parts.GetValueOrDefault("iprp").Start, _parts.GetValueOrDefault("iprp").End);
        for (; IsoBox.TryRead(file, ref start, end, out var box); Count())
        {
            if (box.Type == "ipma")
                ReadOwners(box.Body(file));
            for (var at = box.Start; box.Type == "ipco" && IsoBox.TryRead(file, ref at, box.End, out var property); Count())
                _properties.Add(property);
        }
    }

    private void ReadOwners(ReadOnlySpan<byte> list)
    {
        var reader = new IsoReader(list);
        var isLong = reader.Version() > 0;
        var bits = (list[3] & 1) != 0 ? 15 : 7;
        for (var count = reader.Number(4); count > 0; count--, Count())
        {
            var id = reader.Id(isLong);
            List<(int, bool)> owned = [];
            for (var many = reader.Number(1); many > 0; many--, Count())
            {
                var property = (int)reader.Number((bits + 1) / 8);
                owned.Add((property & ((1 << bits) - 1), property >> bits != 0));
            }

            _owned.TryAdd(id, owned);
        }
    }
}
