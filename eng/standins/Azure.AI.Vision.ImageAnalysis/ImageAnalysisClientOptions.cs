using Azure.Core;

namespace Azure.AI.Vision.ImageAnalysis;

public class ImageAnalysisClientOptions : ClientOptions;
