using Microsoft.Extensions.Logging;

namespace ImageFunctions.Imaging;

/// <summary>Picks the engine at start.</summary>
public sealed partial class ImageEngineSelector(ImagingOptions options, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<ImageEngineSelector>();

    /// <summary>The engine that <see cref="ImagingOptions.Engine"/> asks for.</summary>
    /// <exception cref="InvalidOperationException">None can be had; the message names the reason for each.</exception>
    public IImageEngine Select()
    {
        List<string> reasons = [];
        foreach (var factory in Factories().Where(Wanted))
        {
            if (factory.TryCreate(options, loggers, out var engine, out var reason))
            {
                LogSelected(_logger, engine.Name);
                return engine;
            }

            LogPassedOver(_logger, factory.Choice, reason);
            reasons.Add($"{factory.Choice}: {reason}");
        }

        if (reasons.Count == 0)
            reasons.Add($"{options.Engine} is not part of this build.");
        throw new InvalidOperationException($"No image engine for Imaging:Engine={options.Engine}. {string.Join(' ', reasons)}");
    }

    /// <summary>The factories of the engines in this build, the preferred first.</summary>
    public static IReadOnlyList<IImageEngineFactory> Factories() =>
    [
        .. typeof(IImageEngineFactory).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IImageEngineFactory)))
            .Select(type => (IImageEngineFactory)Activator.CreateInstance(type)!)
            .OrderBy(factory => factory.Preference),
    ];

    private bool Wanted(IImageEngineFactory factory) =>
        options.Engine == EngineChoice.Auto || options.Engine == factory.Choice;

    [LoggerMessage(3001, LogLevel.Information, "Images are rendered by {Engine}.")]
    private static partial void LogSelected(ILogger logger, string engine);

    [LoggerMessage(3003, LogLevel.Warning, "{Engine} cannot be had here: {Reason}")]
    private static partial void LogPassedOver(ILogger logger, EngineChoice engine, string reason);
}
