using System.Numerics;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Unit.Tests.Images;

public sealed class PerceptualHashTests
{
    [Fact]
    public void Text_has_16_digits_and_reads_back()
    {
        Assert.Equal("00000000000000ff", PerceptualHash.Format(255));
        Assert.True(PerceptualHash.TryParse("00000000000000FF", out var hash));
        Assert.Equal(255UL, hash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ff")]
    [InlineData("00000000000000fg")]
    [InlineData(" 0000000000000ff")]
    [InlineData("0x000000000000ff")]
    [InlineData("000000000000000ff")]
    public void Other_text_is_not_a_hash(string? text) => Assert.False(PerceptualHash.TryParse(text, out _));

    [Theory]
    [InlineData(0UL, 0UL, 0)]
    [InlineData(0b1011UL, 0b0001UL, 2)]
    [InlineData(ulong.MaxValue, 0UL, 64)]
    public void Distance_counts_the_bits_that_differ(ulong left, ulong right, int expected) =>
        Assert.Equal(expected, PerceptualHash.Distance(left, right));

    [Fact]
    public void Bands_are_the_hash_in_four_pieces_from_the_front() =>
        Assert.Equal(
            ["0-0123", "1-4567", "2-89ab", "3-cdef"],
            PerceptualHash.Bands(0x0123456789abcdef).Select(band => band.ToString()));

    [Fact]
    public void A_band_has_itself_and_16_neighbours_one_bit_away()
    {
        var neighbours = new HashBand(2, 0x89ab).Neighbours().ToArray();

        Assert.Equal(new HashBand(2, 0x89ab), neighbours[0]);
        Assert.Equal(17, neighbours.Distinct().Count());
        Assert.All(neighbours.Skip(1), band => Assert.Equal(1, BitOperations.PopCount((uint)(band.Value ^ 0x89ab))));
        Assert.All(neighbours, band => Assert.Equal(2, band.Index));
    }

    [Fact]
    public void Probes_are_68_rows_with_the_hash_s_own_first()
    {
        var probes = PerceptualHash.Probes(0x0123456789abcdef);

        Assert.Equal(68, probes.Distinct().Count());
        Assert.Equal(PerceptualHash.Bands(0x0123456789abcdef), probes.Take(4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(PerceptualHash.GuaranteedDistance)]
    public void Hashes_within_the_guaranteed_distance_always_meet(int distance)
    {
        var random = new Random(distance);
        for (var round = 0; round < 2000; round++)
        {
            var hash = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            var near = Enumerable.Range(0, 64).OrderBy(_ => random.Next()).Take(distance)
                .Aggregate(hash, (changed, bit) => changed ^ (1UL << bit));

            Assert.Contains(PerceptualHash.Bands(near), PerceptualHash.Probes(hash).Contains);
        }
    }

    [Fact]
    public void One_bit_more_can_miss()
    {
        const ulong TwoBitsInEachBand = 0x0003_0003_0003_0003;

        Assert.DoesNotContain(PerceptualHash.Bands(TwoBitsInEachBand), PerceptualHash.Probes(0).Contains);
    }
}
