using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Imaging;

/// <summary>
/// Makes one engine if its library is present. Found by reflection, so that an engine's files can be left out of a build.
/// Implementations have a public parameterless constructor.
/// </summary>
public interface IImageEngineFactory
{
    EngineChoice Choice { get; }

    /// <summary>Lower is preferred by <see cref="EngineChoice.Auto"/>.</summary>
    int Preference { get; }

    /// <summary>Makes the engine, or says in one sentence why it cannot be had here.</summary>
    bool TryCreate(
        ImagingOptions options,
        ILoggerFactory loggers,
        [NotNullWhen(true)] out IImageEngine? engine,
        [NotNullWhen(false)] out string? reason);
}
