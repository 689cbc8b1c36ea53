namespace ImageFunctions.Analysis;

/// <summary>Nobody to ask. It says so instead of making labels up.</summary>
public sealed class NoAnalyzer : IImageAnalyzer
{
    public const string Reason = "not_configured";

    public string? SkippedReason => Reason;

    /// <exception cref="InvalidOperationException">Always: <see cref="SkippedReason"/> was not looked at.</exception>
    public Task<AnalysisAnswer> AnalyzeAsync(ReadOnlyMemory<byte> jpeg, BoxScale scale, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("No analyzer is configured; look at SkippedReason first.");

    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
