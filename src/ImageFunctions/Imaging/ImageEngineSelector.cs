using ImageFunctions.Imaging.Vips;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Imaging;

/// <summary>Picks the engine at start.</summary>
public sealed partial class ImageEngineSelector(ImagingOptions options, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<ImageEngineSelector>();

    /// <summary>The engine that <see cref="ImagingOptions.Engine"/> asks for.</summary>
    /// <exception cref="InvalidOperationException">It cannot be had; the message says why.</exception>
    public IImageEngine Select()
    {
        var reason = VipsLibrary.TryStart();
        if (reason is not null)
            throw new InvalidOperationException($"Imaging:Engine={options.Engine}, but libvips cannot be had here: {reason}");
        var engine = new VipsEngine();
        LogSelected(_logger, engine.Name);
        return engine;
    }

    [LoggerMessage(3001, LogLevel.Information, "Images are rendered by {Engine}.")]
    private static partial void LogSelected(ILogger logger, string engine);
}
