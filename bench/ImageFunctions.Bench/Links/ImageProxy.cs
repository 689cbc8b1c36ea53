using System.Diagnostics;
using System.Globalization;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Links;

/// <summary>bench/resize.mjs: an image proxy in one process of Node.js, which makes every picture for every request.</summary>
internal sealed class ImageProxy : IDisposable
{
    private readonly Process _process;
    private readonly int _port;

    private ImageProxy(Process process, int port) => (_process, _port) = (process, port);

    public int ProcessId => _process.Id;

    public static async Task<ImageProxy> StartAsync()
    {
        var script = RepositoryFolder.File("bench/resize.mjs");
        var process = Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardOutput = true })!;
        return await process.StandardOutput.ReadLineAsync() is { } port
            ? new ImageProxy(process, int.Parse(port, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("The proxy did not start; its words above say why.");
    }

    public Uri Link(Uri source, int width, string format, string options) => new(
        $"http://127.0.0.1:{_port}/?width={width}&format={format}&options={Uri.EscapeDataString(options)}"
        + $"&source={Uri.EscapeDataString(source.AbsoluteUri)}");

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
