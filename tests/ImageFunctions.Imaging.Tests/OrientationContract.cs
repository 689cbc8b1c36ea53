namespace ImageFunctions.Imaging.Tests;

public abstract class OrientationContract(EngineChoice choice) : EngineContract(choice)
{
    private static readonly Picture Stored = Picture.Quadrants(160, 96);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_rendition_of_a_turned_jpeg_is_upright(int orientation)
    {
        var original = JpegWriter.Write(Stored, JpegColor.YCbCr, ExifWriter.Segment(orientation));

        AssertUpright(original, orientation);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void A_turned_png_is_upright(int orientation) =>
        AssertUpright(PngWriter.Write(Stored, PngColor.Rgb, 8, ("eXIf", ExifWriter.Write(orientation))), orientation);

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void A_turned_webp_is_upright(int orientation) =>
        AssertUpright(WebPSurgery.WithMetadata(WebPOf(Stored), 160, 96, exif: ExifWriter.Write(orientation)), orientation);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(65535)]
    public void An_orientation_that_does_not_exist_means_upright(int orientation)
    {
        var header = Inspect(JpegWriter.Write(Stored, JpegColor.YCbCr, ExifWriter.Segment(orientation)));

        Assert.Equal(1, header.Orientation);
        Assert.Equal((160, 96), (header.Width, header.Height));
    }

    [Fact]
    public void A_large_turned_jpeg_is_upright_after_a_reduced_decode()
    {
        var original = JpegWriter.Write(Picture.Quadrants(3200, 1600), JpegColor.YCbCr, ExifWriter.Segment(6));

        var small = Render(original, Plan[0])[0];

        Assert.Equal((75, 150), (small.Width, small.Height));
        Look(small).AssertQuadrants(Rgba.Blue, Rgba.Red, Rgba.Green, Rgba.Yellow);
    }

    protected void AssertUpright(byte[] original, int orientation)
    {
        var header = Inspect(original);
        var sideways = orientation >= 5;
        Assert.Equal(orientation, header.Orientation);
        Assert.Equal(sideways ? (96, 160) : (160, 96), (header.Width, header.Height));

        var corners = Corners(orientation);
        foreach (var rendition in Render(original))
        {
            Assert.Equal(sideways, rendition.Height > rendition.Width);
            Look(rendition).AssertQuadrants(corners[0], corners[1], corners[2], corners[3]);
        }
    }

    /// <summary>What is seen clockwise from the top left, from the meaning of each value in Exif 2.32, 4.6.4.</summary>
    private static Rgba[] Corners(int orientation)
    {
        var (red, green, yellow, blue) = (Rgba.Red, Rgba.Green, Rgba.Yellow, Rgba.Blue);
        return orientation switch
        {
            1 => [red, green, yellow, blue],
            2 => [green, red, blue, yellow],
            3 => [yellow, blue, red, green],
            4 => [blue, yellow, green, red],
            5 => [red, blue, yellow, green],
            6 => [blue, red, green, yellow],
            7 => [yellow, green, red, blue],
            _ => [green, yellow, blue, red],
        };
    }
}
