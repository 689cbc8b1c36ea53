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
    public void A_key_is_a_place_and_the_hash_turned_so_that_the_byte_there_comes_first()
    {
        var keys = PerceptualHash.Keys(0x0123456789abcdef).ToList();

        Assert.Equal(8, keys.Count);
        Assert.Equal(("00123456789abcdef", "123456789abcdef01", "7ef0123456789abcd"), (keys[0], keys[1], keys[7]));
        Assert.All(keys, key =>
        {
            Assert.True(PerceptualHash.TryParseKey(key + "|8213_id", out var hash));
            Assert.Equal(0x0123456789abcdefUL, hash);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    [InlineData("8213596399999_0193")]
    public void Other_text_is_not_a_key(string text) => Assert.False(PerceptualHash.TryParseKey(text, out _));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(PerceptualHash.GuaranteedDistance)]
    public void Hashes_within_the_guaranteed_distance_always_share_a_byte(int distance) =>
        AssertMeet(distance, PerceptualHash.Bytes);

    [Theory]
    [InlineData(1)]
    [InlineData(PerceptualHash.DistanceByPairs)]
    public void Hashes_a_few_bits_apart_always_share_every_other_pair_of_bytes(int distance) =>
        AssertMeet(distance, hash => PerceptualHash.Pairs(hash).Where((_, place) => place % 2 == 0));

    [Fact]
    public void One_bit_more_can_miss()
    {
        Assert.Empty(PerceptualHash.Bytes(0x0101_0101_0101_0101).Intersect(PerceptualHash.Bytes(0)));
        Assert.Empty(PerceptualHash.Pairs(0x0100_0100_0100_0100).Intersect(PerceptualHash.Pairs(0)));
    }

    private static void AssertMeet(int distance, Func<ulong, IEnumerable<string>> beginnings)
    {
        var random = new Random(distance);
        for (var round = 0; round < 2000; round++)
        {
            var hash = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            var near = Enumerable.Range(0, 64).OrderBy(_ => random.Next()).Take(distance)
                .Aggregate(hash, (changed, bit) => changed ^ (1UL << bit));

            Assert.NotEmpty(beginnings(near).Intersect(beginnings(hash)));
        }
    }
}
