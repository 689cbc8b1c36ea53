namespace Azure.AI.Vision.ImageAnalysis;

public struct ImageAnalysisOptions
{
    /// <summary>Two letters; the service takes English when absent.</summary>
    public string Language { get; set; }

    /// <summary>Width divided by height, 0.75–1.8 each.</summary>
    public IEnumerable<float> SmartCropsAspectRatios { get; set; }
}
