using Azure;
using Azure.AI.ContentSafety;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Analysis;

/// <param name="Labels">Categories at or above their threshold, worst first.</param>
/// <param name="Blocked">Whether the policy takes the image away for them.</param>
internal sealed record ModerationVerdict(IReadOnlyList<ModerationLabel> Labels, bool Blocked);

/// <summary>Asks Azure AI Content Safety.</summary>
internal sealed class AzureModeration(ContentSafetyClient client, ContentSafetyOptions options, AnalysisCircuit circuit)
{
    public const string Name = "Content Safety";

    // 4 MB and 50–2,048 px: learn.microsoft.com/azure/ai-services/content-safety/overview.
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int MinSide = 50;
    private const int MaxSide = 2048;

    private readonly (ImageCategory Category, int Threshold)[] _thresholds =
    [
        (ImageCategory.Hate, options.Thresholds.Hate),
        (ImageCategory.SelfHarm, options.Thresholds.SelfHarm),
        (ImageCategory.Sexual, options.Thresholds.Sexual),
        (ImageCategory.Violence, options.Thresholds.Violence),
    ];

    public AnalysisCircuit Circuit => circuit;

    public Uri? Endpoint => options.Endpoint;

    /// <summary>Whether an image may not pass unseen.</summary>
    public bool IsRequired => options.Policy != ModerationPolicy.Flag;

    /// <exception cref="AnalysisUnavailableException">Not now.</exception>
    /// <exception cref="AnalysisRejectedException">Not this image.</exception>
    public async Task<ServiceAnswer<ModerationVerdict>> JudgeAsync(
        BinaryData jpeg, int width, int height, CancellationToken cancellationToken)
    {
        if (jpeg.ToMemory().Length > MaxBytes || Math.Min(width, height) < MinSide || Math.Max(width, height) > MaxSide)
            throw new AnalysisRejectedException(
                AnalysisFaults.ImageSizeUnsupported, "Content Safety takes 50 to 2,048 pixels a side and 4 MB.");
        return await circuit.RunAsync(
            token => AzureFailures.SortAsync(Name, () => SendAsync(jpeg, token), token), cancellationToken);
    }

    private async Task<ServiceAnswer<ModerationVerdict>> SendAsync(BinaryData jpeg, CancellationToken cancellationToken)
    {
        Response<AnalyzeImageResult> answer = await client.AnalyzeImageAsync(jpeg, cancellationToken);
        var found = answer.Value.CategoriesAnalysis ?? [];
        var labels = _thresholds
            .Select(known => (known, Severity: SeverityOf(found, known.Category)))
            .Where(judged => judged.Severity >= judged.known.Threshold)
            .OrderByDescending(judged => judged.Severity)
            .Select(judged => new ModerationLabel(judged.known.Category.ToString(), judged.Severity))
            .ToList();
        var isBlocked = labels.Count > 0 && options.Policy == ModerationPolicy.Block;
        return new(new ModerationVerdict(labels, isBlocked), answer.GetRawResponse().Content);
    }

    // A category without a severity was not judged: that must not pass for harmless.
    private static int SeverityOf(IEnumerable<ImageCategoriesAnalysis> found, ImageCategory category) =>
        found.FirstOrDefault(analysis => analysis.Category == category)?.Severity
        ?? throw new FormatException($"The answer has no severity of {category}.");
}
