using System.Text.Json;
using System.Text.Json.Serialization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage.Messages;

/// <summary>How our own queue messages are written. Messages of an earlier version may still be under way after an upgrade.</summary>
public static partial class MessageJson
{
    public static readonly JsonSerializerOptions Options = Create();

    /// <returns>Null when the text is none of these messages, or one that asks for what this version does not know.</returns>
    public static T? Read<T>(string text)
        where T : WorkMessage
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) is { IsUnderstood: true } message ? message : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A lone surrogate is well-formed JSON and yet no text: asking for it is an invalid operation.
            return null;
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = MessageTypes.Default,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter(LowerCaseNames.Policy, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(AnalysisRequest))]
    [JsonSerializable(typeof(BatchRequest))]
    [JsonSerializable(typeof(UploadCheck))]
    [JsonSerializable(typeof(WebhookRequest))]
    private sealed partial class MessageTypes : JsonSerializerContext;
}
