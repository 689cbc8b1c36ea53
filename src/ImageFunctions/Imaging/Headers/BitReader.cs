namespace ImageFunctions.Imaging.Headers;

/// <summary>Bits of a header, the highest of a byte first.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    public uint Read(int count)
    {
        var value = 0u;
        for (; count > 0; count--, _position++)
        {
            if (_position >= 8L * _data.Length)
                throw HeaderReader.Corrupt("its pixels have no header");
            value = (value << 1) | ((uint)(_data[_position / 8] >> (7 - (_position % 8))) & 1);
        }

        return value;
    }

    public bool Flag() => Read(1) == 1;

    public void Skip(int count) => Read(count);

    /// <summary>A number behind as many zeroes as it has bits (4.10.3).</summary>
    public void SkipVariable()
    {
        var zeroes = 0;
        while (!Flag())
            zeroes++;
        Skip(zeroes < 32 ? zeroes : 0);
    }
}
