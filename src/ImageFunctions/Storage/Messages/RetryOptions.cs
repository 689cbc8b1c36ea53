using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Storage.Messages;

/// <summary>How failed work comes back. Configuration section <c>Retry</c>.</summary>
public sealed class RetryOptions
{
    public const string Section = "Retry";

    /// <summary>Delay after the first failed delivery; each later one is four times as long. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Delay after the first failed analysis; each later one is three times as long, up to an hour. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan FirstAnalysisDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Attempts at an analysis before it is given up and kept as a dead letter. Default 8, with the delays about three
    /// hours.
    /// </summary>
    [Range(1, 20)]
    public int AnalysisAttempts { get; init; } = 8;
}
