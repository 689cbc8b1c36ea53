using System.Runtime.InteropServices;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace ImageFunctions.Imaging.Tests;

/// <summary>Native code must not write to the process's standard error, which is the host's log.</summary>
[Collection(nameof(SilenceTests))]
[CollectionDefinition(nameof(SilenceTests), DisableParallelization = true)]
public sealed partial class SilenceTests
{
    private const int StandardError = 2;
    private const int WriteCreateTruncate = 0x241;

    [Fact]
    public void Damaged_images_leave_standard_error_empty()
    {
        // The descriptor call below is the C library's; on Windows it has other names and rules.
        if (OperatingSystem.IsWindows())
            return;

        var engine = new ImageEngineSelector(new ImagingOptions(), NullLoggerFactory.Instance).Select();
        var file = Path.GetTempFileName();
        try
        {
            Redirected(file, () => RenderDamaged(engine));

            Assert.Equal("canary\n", File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void RenderDamaged(IImageEngine engine)
    {
        var plan = Variants.Plan(new ImagingOptions { WebPEffort = 0 }, withAnalysis: true);
        byte[][] originals = [
            PngWriter.Write(Picture.Tiles(320, 240)),
            JpegWriter.Write(Picture.Tiles(320, 240)),
            GifWriter.Write(Picture.Quadrants(320, 240), Picture.Flat(320, 240, Rgba.Red)),
            PngWriter.WriteClaim(4000, 4000)];
        foreach (var original in originals)
        {
            for (var seed = 0; seed < 40; seed++)
            {
                var damaged = original.ToArray();
                damaged[new Random(seed).Next(40, damaged.Length)] ^= 0x5A;
                Try(damaged[..(damaged.Length - (seed * damaged.Length / 80))]);
            }
        }

        void Try(byte[] bytes)
        {
            try
            {
                var header = engine.Inspect(bytes);
                new ImageLimits().Check(header);
                engine.Render(bytes, header, plan, _ => { }, CancellationToken.None);
            }
            catch (ImageRejectedException)
            {
                // Expected of most; what matters is what was printed.
            }
        }
    }

    private static void Redirected(string path, Action action)
    {
        Console.Error.Flush();
        var kept = Duplicate(StandardError);
        var file = Open(path, WriteCreateTruncate, 0x180);
        _ = DuplicateTo(file, StandardError);
        try
        {
            // Shows that the redirection works.
            _ = Write(StandardError, "canary\n"u8.ToArray(), 7);
            action();
        }
        finally
        {
            _ = DuplicateTo(kept, StandardError);
            _ = Close(file);
            _ = Close(kept);
        }
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int DuplicateTo(int from, int to);

    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open(string path, int flags, int mode);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "write")]
    private static extern nint Write(int descriptor, byte[] bytes, nint count);
}
