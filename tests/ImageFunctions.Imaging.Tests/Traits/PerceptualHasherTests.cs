using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests.Traits;

public sealed class PerceptualHasherTests
{
    /// <summary>The average of any image but a black one.</summary>
    private const ulong Average = 1UL << 63;

    // By the definition of the DCT-II a sampled cosine has one coefficient, so it sets one bit: row v, column u.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(2, 5)]
    [InlineData(7, 7)]
    public void A_cosine_sets_the_bit_of_its_frequency_alone(int u, int v)
    {
        var wave = TestRaster.Gray(256, 256, (x, y) => 128
            + (100 * Math.Cos(Math.PI * u * ((2 * x) + 1) / 512) * Math.Cos(Math.PI * v * ((2 * y) + 1) / 512)));

        Assert.Equal(Average | (1UL << (63 - (8 * v) - u)), wave.Hash);
    }

    [Theory]
    [InlineData(0x000000, 0UL)]
    [InlineData(0xFFFFFF, Average)]
    [InlineData(0x3060C0, Average)]
    public void A_flat_image_has_no_frequency(int color, ulong expected) =>
        Assert.Equal(expected, TestRaster.Solid(33, 21, color).Hash);

    [Fact]
    public void A_frequency_beyond_the_eighth_leaves_no_trace()
    {
        var fine = TestRaster.Gray(256, 256, (x, _) => 128 + (100 * Math.Cos(Math.PI * 9 * ((2 * x) + 1) / 512)));

        Assert.Equal(Average, fine.Hash);
    }

    [Fact]
    public void The_hash_of_a_known_scene_never_changes() =>
        Assert.Equal("bb93c6de03d37820", PerceptualHash.Format(TestRaster.Scene(42, 256, 171).Hash));

    [Theory]
    [InlineData(97, 73)]
    [InlineData(40, 30)]
    [InlineData(24, 18)]
    public void Resizing_changes_few_bits(int width, int height) =>
        Assert.All(Enumerable.Range(0, 20), seed =>
            Assert.InRange(PerceptualHash.Distance(
                TestRaster.Scene(seed, 128, 96).Hash, TestRaster.Scene(seed, width, height).Hash), 0, 7));

    [Fact]
    public void Recompressing_changes_few_bits() =>
        Assert.All(Enumerable.Range(0, 20), seed =>
        {
            var scene = TestRaster.Scene(seed, 128, 96);
            Assert.InRange(PerceptualHash.Distance(scene.Hash, scene.Recompressed(seed).Hash), 0, 7);
        });

    [Fact]
    public void Unrelated_images_differ_in_many_bits()
    {
        var hashes = Enumerable.Range(0, 60).Select(seed => TestRaster.Scene(seed, 48, 36).Hash).ToArray();

        var closest = hashes.SelectMany((hash, i) => hashes.Take(i).Select(other => PerceptualHash.Distance(hash, other))).Min();

        Assert.InRange(closest, 12, 64);
    }
}
