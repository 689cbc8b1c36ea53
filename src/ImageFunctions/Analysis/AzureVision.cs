using Azure;
using Azure.AI.Vision.ImageAnalysis;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Analysis;

/// <summary>Asks Image Analysis 4.0 of Azure AI Vision.</summary>
internal sealed partial class AzureVision(
    ImageAnalysisClient client, VisionOptions options, AnalysisCircuit circuit, ILogger<AzureVision> logger)
{
    public const string Name = "Vision";

    // 20 MB and 50–16,000 px: learn.microsoft.com/azure/ai-services/computer-vision/overview-image-analysis.
    private const int MaxBytes = 20_000_000;
    private const int MinSide = 50;
    private const int MaxSide = 16_000;

    private volatile bool _captionIsUnsupported;

    public AnalysisCircuit Circuit => circuit;

    public Uri? Endpoint => options.Endpoint;

    /// <exception cref="AnalysisUnavailableException">Not now.</exception>
    /// <exception cref="AnalysisRejectedException">Not this image.</exception>
    public async Task<ServiceAnswer<ImageAnalysis>> AnalyzeAsync(BinaryData jpeg, BoxScale scale, CancellationToken cancellationToken)
    {
        if (jpeg.ToMemory().Length > MaxBytes
            || Math.Min(scale.VariantWidth, scale.VariantHeight) < MinSide
            || Math.Max(scale.VariantWidth, scale.VariantHeight) > MaxSide)
            throw new AnalysisRejectedException(AnalysisFaults.ImageSizeUnsupported, "Vision takes 50 to 16,000 pixels a side and 20 MB.");

        var features = _captionIsUnsupported ? options.Features & ~VisualFeatures.Caption : options.Features;
        try
        {
            return await AskAsync(features);
        }
        catch (AnalysisRejectedException) when (features.HasFlag(VisualFeatures.Caption) && features != VisualFeatures.Caption)
        {
            // Regions without captions refuse the whole request, with no code of its own; so may a bad image.
            var answer = await AskAsync(features & ~VisualFeatures.Caption);
            _captionIsUnsupported = true;
            LogNoCaption(logger);
            return answer;
        }

        Task<ServiceAnswer<ImageAnalysis>> AskAsync(VisualFeatures asked) => circuit.RunAsync(
            token => AzureFailures.SortAsync(Name, () => SendAsync(jpeg, asked, scale, token), token), cancellationToken);
    }

    private async Task<ServiceAnswer<ImageAnalysis>> SendAsync(
        BinaryData jpeg, VisualFeatures features, BoxScale scale, CancellationToken cancellationToken)
    {
        var settings = new ImageAnalysisOptions { Language = options.Language };
        if (features.HasFlag(VisualFeatures.SmartCrops) && options.SmartCropRatios.Count > 0)
            settings.SmartCropsAspectRatios = options.SmartCropRatios.Select(ratio => (float)ratio);
        Response<ImageAnalysisResult> answer = await client.AnalyzeAsync(jpeg, features, settings, cancellationToken);
        return new(new AzureVisionMapping(options.MinConfidence, scale).Map(answer.Value, features), answer.GetRawResponse().Content);
    }

    [LoggerMessage(1310, LogLevel.Warning, "Vision has no captions in this region; they are not asked for until the next start.")]
    private static partial void LogNoCaption(ILogger logger);
}

/// <summary>What one service answered, read and word for word.</summary>
internal sealed record ServiceAnswer<T>(T Value, BinaryData Raw);
