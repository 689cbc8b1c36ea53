namespace ImageFunctions.Analysis;

/// <summary>An analyzer could not answer at this moment. The message names the service and the fault, nothing of the image.</summary>
public sealed class AnalysisUnavailableException(
    string code, string message, TimeSpan? retryAfter = null, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>One of <see cref="AnalysisFaults"/>.</summary>
    public string Code { get; } = code;

    /// <summary>How long the service, or the circuit in front of it, wants to be left alone; null when unsaid.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>The analyzers will never take this image.</summary>
public sealed class AnalysisRejectedException(string code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>
    /// The service's own word in snake case, such as <c>invalid_image_size</c>, or <c>image_size_unsupported</c> when it
    /// was not even asked.
    /// </summary>
    public string Code { get; } = code;
}

/// <summary>Why an analyzer could not answer: stable words.</summary>
public static class AnalysisFaults
{
    public const string Throttled = "throttled";
    public const string CircuitOpen = "circuit_open";
    public const string Timeout = "timeout";
    public const string Unreachable = "unreachable";
    public const string ServerError = "server_error";
    public const string Unauthorized = "unauthorized";
    public const string MalformedAnswer = "malformed_answer";

    /// <summary>Used with <see cref="AnalysisRejectedException"/>: outside of what the service documents to take.</summary>
    public const string ImageSizeUnsupported = "image_size_unsupported";
}
