namespace ImageFunctions.Imaging.Tests.Traits;

/// <summary>The other half of the specification, so that what is encoded can be looked at.</summary>
internal static class BlurHashDecoder
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    public static (int X, int Y) Components(string hash) => ((Number(hash[..1]) % 9) + 1, (Number(hash[..1]) / 9) + 1);

    /// <summary>Linear light of the picture at (u, v), each 0–1.</summary>
    public static (double R, double G, double B) At(string hash, double u, double v)
    {
        var (componentsX, componentsY) = Components(hash);
        var maximum = (Number(hash[1..2]) + 1) / 166.0;
        var average = Number(hash[2..6]);
        var (r, g, b) = (Linear(average >> 16), Linear((average >> 8) & 255), Linear(average & 255));
        for (var component = 1; component < componentsX * componentsY; component++)
        {
            var value = Number(hash.Substring(4 + (2 * component), 2));
            var basis = Math.Cos(Math.PI * (component % componentsX) * u) * Math.Cos(Math.PI * (component / componentsX) * v);
            r += Coefficient(value / 361) * maximum * basis;
            g += Coefficient(value / 19 % 19) * maximum * basis;
            b += Coefficient(value % 19) * maximum * basis;
        }

        return (r, g, b);
    }

    public static double Linear(int srgb) =>
        srgb <= 10 ? srgb / 255.0 / 12.92 : Math.Pow(((srgb / 255.0) + 0.055) / 1.055, 2.4);

    private static double Coefficient(int digit) => Math.CopySign(Math.Pow((digit - 9) / 9.0, 2), digit - 9);

    private static int Number(string text) => text.Aggregate(0, (value, digit) => (value * 83) + Digits.IndexOf(digit));
}
