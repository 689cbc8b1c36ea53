using ImageFunctions.Images.Record;

namespace ImageFunctions.Unit.Tests.Images;

public sealed class ImageIdTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 12, 30, 15, 250, TimeSpan.Zero);

    [Fact]
    public void The_creation_time_can_be_read_from_an_id() => Assert.Equal(Moment, ImageId.New(Moment).CreatedAt);

    [Fact]
    public void An_id_is_read_back_from_its_text()
    {
        var id = ImageId.New(Moment);
        Assert.True(ImageId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not-an-id")]
    [InlineData("6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    [InlineData("f47ac10b-58cc-4372-a567-0e02b2c3d479")]
    [InlineData("../../etc/passwd-0000-0000-000000000")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    public void Anything_else_is_no_id(string? text) => Assert.False(ImageId.TryParse(text, out _));

    [Fact]
    public void Ids_sort_by_time() => Assert.True(ImageId.New(Moment) < ImageId.New(Moment.AddMilliseconds(1)));
}
