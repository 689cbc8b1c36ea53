using ImageFunctions.Imaging.ImageSharp;
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
        var engine = Choose();
        LogSelected(_logger, engine.Name);
        return engine;
    }

    private IImageEngine Choose()
    {
        if (options.Engine != EngineChoice.ImageSharp)
        {
            var reason = VipsLibrary.TryStart();
            if (reason is null)
                return new VipsEngine();
            if (options.Engine == EngineChoice.Vips)
                throw new InvalidOperationException($"Imaging:Engine is vips, but libvips cannot be had here: {reason}");
            LogPassedOver(_logger, reason);
        }

        return new ImageSharpEngine(options.WebPEffort ?? ImageSharpEngine.DefaultEffort);
    }

    [LoggerMessage(3001, LogLevel.Information, "Images are rendered by {Engine}.")]
    private static partial void LogSelected(ILogger logger, string engine);

    [LoggerMessage(3003, LogLevel.Warning, "libvips cannot be had here, so images take ImageSharp and more time: {Reason}")]
    private static partial void LogPassedOver(ILogger logger, string reason);
}
