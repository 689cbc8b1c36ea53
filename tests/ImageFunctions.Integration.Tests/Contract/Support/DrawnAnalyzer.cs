using ImageFunctions.Analysis;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Integration.Tests.Contract;

/// <summary>
/// Stands where the cloud analysers stand and sees the same in every picture, but for its size: a test that draws a
/// picture of a width of its own has a label of its own.
/// </summary>
internal sealed class DrawnAnalyzer : IImageAnalyzer
{
    public const string Model = "drawn-1";

    /// <summary>Pictures of this width are blocked.</summary>
    public const int BlockedWidth = 613;

    /// <summary>Pictures of this width are full of text.</summary>
    public const int VerboseWidth = 617;

    public string? SkippedReason => null;

    public static string LabelFor(int width) => $"Width {width}";

    public Task<AnalysisAnswer> AnalyzeAsync(
        ReadOnlyMemory<byte> jpeg, int renditionWidth, int renditionHeight, int originalWidth, int originalHeight, CancellationToken cancellationToken)
    {
        var analysis = new ImageAnalysis
        {
            Labels = [new Label(LabelFor(originalWidth), 91.5), new Label("picture", 62.25)],
            Objects = [new DetectedObject("tile", 77.5, new Box(1, 2, 30, 40))],
            Text = originalWidth == VerboseWidth ? [.. Enumerable.Range(0, 2000).Select(line => $"Line {line} of a page with very much text")] : ["HELLO", "WORLD"],
            People = 2,
            ModerationLabels = originalWidth == BlockedWidth ? [new ModerationLabel("violence", 6)] : [new ModerationLabel("hate", 4)],
            Blocked = originalWidth == BlockedWidth,
            Model = Model,
        };
        return Task.FromResult(new AnalysisAnswer(analysis, "{}"u8.ToArray(), []));
    }
}
