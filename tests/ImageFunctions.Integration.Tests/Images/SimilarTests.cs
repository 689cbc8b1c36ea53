namespace ImageFunctions.Integration.Tests.Images;

/// <summary>GET images/{id}/similar.</summary>
public sealed class SimilarTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Distance_0_finds_equal_looks_only()
    {
        var picture = Blocks(320, 240, 11);
        var first = (await Host.ProcessAsync(picture, null, As(NewName()))).Text("imageId");
        var second = (await Host.ProcessAsync(picture, null, As(NewName()))).Text("imageId");
        var page = (await Host.GetAsync($"images/{first}/similar?distance=0")).Ok();
        Assert.Contains(second, page.Ids());
        Assert.All(page.Items("images"), image => Assert.Equal(0, image.Count("distance")));
    }

    [Fact]
    public async Task The_nearest_come_first_and_deleted_ones_not_at_all()
    {
        var picture = Blocks(320, 240, 13);
        var first = (await Host.ProcessAsync(picture)).Text("imageId");
        var gone = (await Host.ProcessAsync(picture)).Text("imageId");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{gone}")).Ok();
        var page = (await Host.GetAsync($"images/{first}/similar?distance=16")).Ok();
        Assert.DoesNotContain(gone, page.Ids());
        var distances = page.Items("images").Select(image => image.Count("distance")).ToList();
        Assert.Equal(distances.Order(), distances);
        Assert.All(distances, distance => Assert.InRange(distance, 0, 16));
    }

    [Theory]
    [InlineData("17")]
    [InlineData("-1")]
    [InlineData("near")]
    public async Task Distance_is_0_to_16(string distance)
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        (await Host.GetAsync($"images/{id}/similar?distance={distance}")).Problem(400, "invalid_request", "distance");
    }

    [Fact]
    public async Task An_image_that_is_not_processed_is_409_not_ready() =>
        (await Host.GetAsync($"images/{await IssueAsync()}/similar")).Problem(409, "not_ready");

    [Fact]
    public async Task An_unknown_image_is_404() => (await Host.GetAsync($"images/{UnknownId()}/similar")).Problem(404, "image_not_found");

    // Large blocks of grey that only the seed decides: the same picture in every size.
    private static byte[] Blocks(int width, int height, int seed)
    {
        var random = new Random(seed);
        var levels = Enumerable.Range(0, 36).Select(_ => (byte)random.Next(256)).ToArray();
        var noise = new Random(1);
        return DrawnPng.Draw(width, height, (x, y) =>
        {
            var level = levels[(y * 6 / height * 6) + (x * 6 / width)];
            return (level, level, (byte)Math.Min(255, level + noise.Next(3)), 255);
        });
    }
}
