using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging.Traits;
using ImageFunctions.Pictures;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>GET images/{id}/similar where a thousand images have a hash.</summary>
public sealed class SimilarAmongManyTests(LonelyService service) : IClassFixture<LonelyService>
{
    private const int Others = 1000;

    [Fact]
    public async Task A_resized_and_recompressed_copy_is_found_among_1_000_images_with_8_reads()
    {
        await IndexOthersAsync();
        var original = await service.CompleteAsync(PngWriter.Write(Waves(480, 360, 7)));
        var copy = await service.CompleteAsync(JpegWriter.Write(Waves(310, 233, 7)));
        var unrelated = await service.CompleteAsync(PngWriter.Write(Waves(480, 360, 31)));
        service.Calls.Take();

        var found = (await service.Host.GetAsync($"images/{copy}/similar")).Ok();

        Assert.Equal([original], found.Ids());
        Assert.Equal(1, found.Count("count"));
        Assert.InRange(found.Items("images")[0].Count("distance"), 0, 8);
        Assert.Equal("imageindex query 8, images read 2", service.Calls.TakeText());
        Assert.Empty((await service.Host.GetAsync($"images/{unrelated}/similar")).Ok().Ids());
    }

    [Fact]
    public async Task Where_more_share_a_byte_than_one_request_answers_two_at_a_time_are_compared_with_9_reads()
    {
        var original = await service.CompleteAsync(PngWriter.Write(Waves(480, 360, 50)));
        var copy = await service.CompleteAsync(JpegWriter.Write(Waves(310, 233, 50)));
        var hash = (await service.Host.Services.Get<ImageRecords>().GetAsync(ImageId.Parse(copy)!.Value, Token))!.Traits!.PerceptualHash;
        var random = new Random(1);
        // Those come first in the range of the byte, and all other bytes are theirs alone.
        var others = Enumerable.Range(0, Others).SelectMany(_ =>
        {
            var id = ImageId.New(DateTimeOffset.UtcNow);
            return IndexKinds.OfHash((hash & (0xffUL << 56)) | (ulong)random.NextInt64(1L << 48)).Select(entry => (id, entry));
        });
        await service.Host.Services.Get<ImageIndex>().AddAsync(others, Token);
        service.Calls.Take();

        Assert.Equal([original], (await service.Host.GetAsync($"images/{copy}/similar")).Ok().Ids());

        Assert.Equal("imageindex query 9, images read 2", service.Calls.TakeText());
    }

    // Each has the rows that its hash would give it; a record would only be read once a hash is near.
    private async Task IndexOthersAsync()
    {
        var index = service.Host.Services.Get<ImageIndex>();
        await Parallel.ForAsync(
            0, Others, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (seed, token) =>
        {
            var picture = Waves(48, 36, 10_000 + seed);
            var luma = Enumerable.Range(0, 48 * 36).Select(at => (float)picture[at % 48, at / 48].R).ToArray();
            var hash = PerceptualHasher.Hash(luma, 48, 36);
            await index.AddAsync(ImageId.New(DateTimeOffset.UtcNow), IndexKinds.OfHash(hash), token);
        });
    }

    // Waves of light that only the seed decides: the same picture in every size.
    private static Picture Waves(int width, int height, int seed)
    {
        var random = new Random(seed);
        var waves = Enumerable.Range(0, 8).Select(_ => (X: random.Next(5), Y: random.Next(5), Phase: random.NextDouble() * Math.Tau))
            .ToArray();
        return new Picture(width, height, (x, y) =>
        {
            var light = waves.Sum(
                wave => Math.Cos((Math.Tau * ((wave.X * (x + 0.5) / width) + (wave.Y * (y + 0.5) / height))) + wave.Phase));
            var level = (byte)(128 + (15 * light));
            return new Rgba(level, level, level);
        });
    }
}
