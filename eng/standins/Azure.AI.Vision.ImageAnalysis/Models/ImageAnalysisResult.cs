using System.Text.Json.Serialization;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>Features that were not asked for are null.</summary>
public class ImageAnalysisResult
{
    [JsonConstructor]
    internal ImageAnalysisResult()
    {
    }

    [JsonInclude, JsonPropertyName("captionResult")]
    public CaptionResult Caption { get; private init; }

    [JsonInclude]
    public string ModelVersion { get; private init; }

    [JsonInclude, JsonPropertyName("objectsResult")]
    public ObjectsResult Objects { get; private init; }

    [JsonInclude, JsonPropertyName("peopleResult")]
    public PeopleResult People { get; private init; }

    [JsonInclude, JsonPropertyName("readResult")]
    public ReadResult Read { get; private init; }

    [JsonInclude, JsonPropertyName("smartCropsResult")]
    public SmartCropsResult SmartCrops { get; private init; }

    [JsonInclude, JsonPropertyName("tagsResult")]
    public TagsResult Tags { get; private init; }
}
