using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>Features that were not asked for are null.</summary>
public class ImageAnalysisResult
{
    internal ImageAnalysisResult()
    {
    }

    public CaptionResult Caption { get; private init; }
    public ImageMetadata Metadata { get; private init; }
    public string ModelVersion { get; private init; }
    public ObjectsResult Objects { get; private init; }
    public PeopleResult People { get; private init; }
    public ReadResult Read { get; private init; }
    public SmartCropsResult SmartCrops { get; private init; }
    public TagsResult Tags { get; private init; }

    internal static ImageAnalysisResult Parse(JsonElement json) => new()
    {
        Caption = json.Get("captionResult", CaptionResult.Parse),
        Metadata = json.Get("metadata", ImageMetadata.Parse),
        ModelVersion = json.Text("modelVersion"),
        Objects = json.Get("objectsResult", ObjectsResult.Parse),
        People = json.Get("peopleResult", PeopleResult.Parse),
        Read = json.Get("readResult", ReadResult.Parse),
        SmartCrops = json.Get("smartCropsResult", SmartCropsResult.Parse),
        Tags = json.Get("tagsResult", TagsResult.Parse),
    };
}
