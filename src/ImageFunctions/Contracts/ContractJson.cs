using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>
/// How everything public is written: camelCase, lower-case enums, no null members, UTC times of one length with a Z, so that
/// they sort as text. The types are known when the app is compiled; one that is not listed is refused, never looked up.
/// </summary>
public static partial class ContractJson
{
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = ContractTypes.Default,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(LowerCaseNames.Policy, allowIntegerValues: false), new UtcConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    // Whole answers and requests, and what stands where a member may be anything.
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(CreatedUpload))]
    [JsonSerializable(typeof(DeadLetterPage))]
    [JsonSerializable(typeof(DeleteBatch))]
    [JsonSerializable(typeof(DeleteBatchResponse))]
    [JsonSerializable(typeof(DeletedImage))]
    [JsonSerializable(typeof(DeletedNotice))]
    [JsonSerializable(typeof(DeliveryList))]
    [JsonSerializable(typeof(DetectedObject))]
    [JsonSerializable(typeof(Download))]
    [JsonSerializable(typeof(FingerprintedRequest))]
    [JsonSerializable(typeof(GallerySettings))]
    [JsonSerializable(typeof(HealthReport))]
    [JsonSerializable(typeof(ImageCounts))]
    [JsonSerializable(typeof(ImagePage))]
    [JsonSerializable(typeof(ImportBatch))]
    [JsonSerializable(typeof(ImportBatchResponse))]
    [JsonSerializable(typeof(ImportRequest))]
    [JsonSerializable(typeof(Job))]
    [JsonSerializable(typeof(LinkKeyList))]
    [JsonSerializable(typeof(LinkRequest))]
    [JsonSerializable(typeof(Problem))]
    [JsonSerializable(typeof(Reanalysis))]
    [JsonSerializable(typeof(Reprocessing))]
    [JsonSerializable(typeof(SignedLinks))]
    [JsonSerializable(typeof(Statistics))]
    [JsonSerializable(typeof(StatusView))]
    [JsonSerializable(typeof(StoredAnalysis))]
    [JsonSerializable(typeof(UploadBatch))]
    [JsonSerializable(typeof(UploadBatchResponse))]
    [JsonSerializable(typeof(UserErasure))]
    [JsonSerializable(typeof(WebhookEvent))]
    private sealed partial class ContractTypes : JsonSerializerContext;

    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[28];
            value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            writer.WriteStringValue(text);
        }
    }
}
