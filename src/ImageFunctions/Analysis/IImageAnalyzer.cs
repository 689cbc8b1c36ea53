using ImageFunctions.Images.Record;

namespace ImageFunctions.Analysis;

/// <summary>Looks into images with somebody else's eyes. Safe for concurrent use.</summary>
public interface IImageAnalyzer
{
    /// <summary>Stable word for why nothing is analyzed (<c>not_configured</c>), or null when there is someone to ask.</summary>
    string? SkippedReason { get; }

    /// <summary>
    /// Asks every configured service about one upright JPEG variant (best of at most 2,048 px and 4 MB) and answers in
    /// pixels of the upright original. <paramref name="jpeg"/> is not read any more once the task has ended.
    /// </summary>
    /// <exception cref="AnalysisUnavailableException">Not now: ask again later.</exception>
    /// <exception cref="AnalysisRejectedException">Not this image: asking again cannot help.</exception>
    Task<AnalysisAnswer> AnalyzeAsync(ReadOnlyMemory<byte> jpeg, BoxScale scale, CancellationToken cancellationToken);

    /// <summary>Whether every configured service can be reached and is not left alone at the moment; asks nothing that is billed.</summary>
    /// <exception cref="AnalysisUnavailableException">One cannot, or is.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}

/// <param name="Analysis">What was found.</param>
/// <param name="RawJson">UTF-8 object of what each service said, word for word: <c>vision</c>, <c>contentSafety</c>.</param>
/// <param name="Refusals">Codes of services that refused the image while another answered; mostly empty.</param>
public sealed record AnalysisAnswer(ImageAnalysis Analysis, ReadOnlyMemory<byte> RawJson, IReadOnlyList<string> Refusals);
