using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageFunctions.Images.Record;

/// <summary>
/// How parts of a record are kept in its columns. What is stored must stay readable: changes here need samples of old rows.
/// </summary>
public static partial class StoredJson
{
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = StoredTypes.Default,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(LowerCaseNames.Policy, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    // As they are written, and lists as they are read.
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(FocalPoint))]
    [JsonSerializable(typeof(ImageAnalysis))]
    [JsonSerializable(typeof(ImageFault))]
    [JsonSerializable(typeof(ImageHeader))]
    [JsonSerializable(typeof(ImageSteps))]
    [JsonSerializable(typeof(JsonElement))]
    [JsonSerializable(typeof(Moderation))]
    [JsonSerializable(typeof(VisualTraits))]
    [JsonSerializable(typeof(IReadOnlyList<Owed>))]
    [JsonSerializable(typeof(IReadOnlyList<StoredVariant>))]
    [JsonSerializable(typeof(IReadOnlyList<string>))]
    [JsonSerializable(typeof(List<Owed>))]
    [JsonSerializable(typeof(List<StoredVariant>))]
    [JsonSerializable(typeof(List<string>))]
    private sealed partial class StoredTypes : JsonSerializerContext;
}
