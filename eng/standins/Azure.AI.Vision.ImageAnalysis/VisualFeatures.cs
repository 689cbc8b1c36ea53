namespace Azure.AI.Vision.ImageAnalysis;

[Flags]
public enum VisualFeatures
{
    None = 0,
    Tags = 1,
    Caption = 2,
    DenseCaptions = 4,
    Objects = 8,
    Read = 16,
    SmartCrops = 32,
    People = 64,
}
