using ImageFunctions.Analysis;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Storage.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>Asks the analyzers once and turns every end into an outcome: analysis never fails an image.</summary>
public sealed partial class AnalyzeImage(IImageAnalyzer analyzer, IOptions<RetryOptions> options, ILogger<AnalyzeImage> logger)
{
    /// <summary>Null when there is anyone to ask.</summary>
    public string? SkippedReason => analyzer.SkippedReason;

    /// <param name="variant">JPEG of at most 2,048 px.</param>
    /// <param name="attempt">How often the analyzers were asked in vain.</param>
    public async Task<AnalysisOutcome> RunAsync(
        RenderedVariant variant, ImageHeader header, int attempt, CancellationToken cancellationToken)
    {
        if (analyzer.SkippedReason is { } reason)
            return AnalysisOutcome.Skipped(reason);
        try
        {
            var scale = new BoxScale(variant.Width, variant.Height, header.Width, header.Height);
            var answer = await analyzer.AnalyzeAsync(variant.Content, scale, cancellationToken);
            return AnalysisOutcome.Answered(
                answer.Analysis, answer.RawJson, answer.Refusals.Count > 0 ? string.Join(", ", answer.Refusals) : null);
        }
        catch (AnalysisUnavailableException e)
        {
            LogLater(logger, attempt, e.Message);
            return AnalysisOutcome.Later(
                RetryDelays.Outside(attempt, options.Value.FirstAnalysisDelay, e.RetryAfter), "analysis_unavailable");
        }
        catch (AnalysisRejectedException e)
        {
            LogRefused(logger, e.Code);
            return AnalysisOutcome.Failed(e.Code);
        }
        // A fault of ours must not cost the image its variants either: it is tried again, and kept when that does not help.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFault(logger, e, attempt);
            return AnalysisOutcome.Later(RetryDelays.Outside(attempt, options.Value.FirstAnalysisDelay), "analysis_unavailable");
        }
    }

    [LoggerMessage(1020, LogLevel.Warning, "Analysis is not available (attempt {Attempt}), it will be tried again: {Reason}")]
    private static partial void LogLater(ILogger logger, int attempt, string reason);

    [LoggerMessage(1022, LogLevel.Error, "Analysis failed (attempt {Attempt}), it will be tried again.")]
    private static partial void LogFault(ILogger logger, Exception exception, int attempt);

    [LoggerMessage(1021, LogLevel.Warning, "The analyzers refused the image: {Code}.")]
    private static partial void LogRefused(ILogger logger, string code);
}
