using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Analysis;

/// <summary>Says once, at start, what images are analyzed with.</summary>
internal sealed partial class AnalysisStart(
    IImageAnalyzer analyzer,
    IOptions<VisionOptions> vision,
    IOptions<ContentSafetyOptions> moderation,
    ILogger<AnalysisStart> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (analyzer.SkippedReason is { } reason)
            LogSkipped(logger, reason);
        else
            LogReady(logger,
                vision.Value.Endpoint is null ? "off" : vision.Value.Features.ToString(),
                moderation.Value.Endpoint is null ? "off" : moderation.Value.Policy.ToString());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1330, LogLevel.Information,
        "Cloud analysis is skipped ({Reason}): set Vision:Endpoint for labels and ContentSafety:Endpoint for moderation.")]
    private static partial void LogSkipped(ILogger logger, string reason);

    [LoggerMessage(1331, LogLevel.Information, "Cloud analysis: Vision {Features}, moderation {Policy}.")]
    private static partial void LogReady(ILogger logger, string features, string policy);
}
