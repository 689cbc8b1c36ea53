using ImageFunctions.Analysis;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Unit.Tests.Analysis;

public sealed class BoxScaleTests
{
    [Fact]
    public void A_box_grows_with_the_image() =>
        Assert.Equal(new Box(40, 20, 200, 100), new BoxScale(1000, 500, 4000, 2000).Apply(10, 5, 50, 25));

    [Fact]
    public void The_whole_rendition_is_the_whole_original() =>
        Assert.Equal(new Box(0, 0, 4000, 2667), new BoxScale(2048, 1366, 4000, 2667).Apply(0, 0, 2048, 1366));

    [Fact]
    public void Neighbours_stay_neighbours()
    {
        var scale = new BoxScale(3, 3, 10, 10);

        Assert.Equal(new Box(0, 0, 3, 10), scale.Apply(0, 0, 1, 3));
        Assert.Equal(new Box(3, 0, 4, 10), scale.Apply(1, 0, 1, 3));
        Assert.Equal(new Box(7, 0, 3, 10), scale.Apply(2, 0, 1, 3));
    }

    [Theory]
    [InlineData(-5, -5, 20, 20, 0, 0, 30, 30)]
    [InlineData(95, 95, 50, 50, 190, 190, 10, 10)]
    [InlineData(100, 100, 0, 0, 199, 199, 1, 1)]
    [InlineData(int.MaxValue, 0, int.MaxValue, 10, 199, 0, 1, 20)]
    public void What_sticks_out_is_cut_off(int x, int y, int width, int height, int left, int top, int boxWidth, int boxHeight) =>
        Assert.Equal(new Box(left, top, boxWidth, boxHeight), new BoxScale(100, 100, 200, 200).Apply(x, y, width, height));
}
