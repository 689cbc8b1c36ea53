namespace ImageFunctions.Pictures;

public readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    public static readonly Rgba Red = new(220, 20, 20);
    public static readonly Rgba Green = new(20, 180, 20);
    public static readonly Rgba Blue = new(20, 20, 220);
    public static readonly Rgba Yellow = new(230, 220, 30);
    public static readonly Rgba White = new(255, 255, 255);
    public static readonly Rgba Black = new(0, 0, 0);
    public static readonly Rgba Clear = new(0, 0, 0, 0);
}

/// <summary>Pixels made in code, to be written in any of the four formats.</summary>
public sealed class Picture(int width, int height, Func<int, int, Rgba> pixel)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public Rgba this[int x, int y] => pixel(x, y);

    public static Picture Flat(int width, int height, Rgba color) => new(width, height, (_, _) => color);

    /// <summary>Red, green above blue, yellow: every orientation looks different.</summary>
    public static Picture Quadrants(int width, int height) => new(width, height, (x, y) => (x * 2 < width, y * 2 < height) switch
    {
        (true, true) => Rgba.Red,
        (false, true) => Rgba.Green,
        (true, false) => Rgba.Blue,
        _ => Rgba.Yellow,
    });

    /// <summary>Colored 8×8 tiles that compress badly, so that a cut always falls into pixels.</summary>
    public static Picture Tiles(int width, int height, int seed = 1) => new(width, height, (x, y) =>
    {
        var hash = unchecked((uint)(((x / 8) * 73856093) ^ ((y / 8) * 19349663) ^ (seed * 83492791)) * 2654435761u);
        return new Rgba((byte)(hash >> 8), (byte)(hash >> 16), (byte)(hash >> 24));
    });
}
