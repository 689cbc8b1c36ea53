using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Analysis;

/// <summary>How patient we are with the analyzers. Configuration section <c>Analysis</c>.</summary>
public sealed class AnalysisOptions
{
    public const string Section = "Analysis";

    /// <summary>Seconds that one request to a service may take. Default 20.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>Failures in a row after which a service is left alone for a while. Default 3.</summary>
    [Range(1, 100)]
    public int CircuitThreshold { get; init; } = 3;

    /// <summary>Seconds of the first pause when the service does not name its own. Doubles each time. Default 5.</summary>
    [Range(1, 3600)]
    public int CircuitFirstPauseSeconds { get; init; } = 5;

    /// <summary>Seconds of the longest such pause. Default 300.</summary>
    [Range(1, 3600)]
    public int CircuitMaxPauseSeconds { get; init; } = 300;
}
