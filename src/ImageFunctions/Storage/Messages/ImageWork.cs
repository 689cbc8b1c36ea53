using System.Text.Json;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage.Messages;

/// <summary>What a message on the images' queue asks for; what it says tells which of these it is.</summary>
public abstract record ImageWork
{
    public virtual DateTimeOffset? Due => null;
    public virtual string? TraceParent => null;

    /// <summary>The image that it is about, if it is about one.</summary>
    public virtual ImageId? Image => null;

    /// <summary>Blobs were created, or our own check is due.</summary>
    public sealed record Uploads(IReadOnlyList<UploadSignal> Signals) : ImageWork
    {
        public override DateTimeOffset? Due => Signals[0].Check?.Due;
        public override string? TraceParent => Signals[0].Check?.TraceParent;
        public override ImageId? Image => Signals[0].Check?.ImageId ?? ImageId.Parse(Signals[0].BlobName);
    }

    public sealed record Analysis(AnalysisRequest Request) : ImageWork
    {
        public override DateTimeOffset? Due => Request.Due;
        public override string? TraceParent => Request.TraceParent;
        public override ImageId? Image => Request.ImageId;
    }

    public sealed record Batch(BatchRequest Request) : ImageWork
    {
        public override DateTimeOffset? Due => Request.Due;
    }

    /// <returns>Null when the text is none of these, or asks for what this version does not know.</returns>
    public static ImageWork? Read(string text) => KindOf(text) switch
    {
        null => UploadSignal.Parse(text, StorageNames.UploadsContainer) is { } signals ? new Uploads(signals) : null,
        AnalysisRequest.OwnKind => MessageJson.Read<AnalysisRequest>(text) is { } request ? new Analysis(request) : null,
        _ => MessageJson.Read<BatchRequest>(text) is { } request ? new Batch(request) : null,
    };

    // Events and checks have no kind.
    private static string? KindOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("kind", out var kind)
                ? kind.ValueKind == JsonValueKind.String ? kind.GetString() : ""
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>What a message on the uploads queue says: a blob was created, or our own check is due.</summary>
public sealed record UploadSignal
{
    /// <summary>Name within the uploads container; null for our own check.</summary>
    public string? BlobName { get; init; }
    public UploadCheck? Check { get; init; }

    /// <summary>Version of the blob that the event speaks of, without quotes.</summary>
    public string? ETag { get; init; }

    private const string BlobCreated = "Microsoft.Storage.BlobCreated";

    /// <summary>
    /// Reads our own message, or one or several events in the Event Grid or CloudEvents schema.
    /// </summary>
    /// <returns>The signals, or null when the text is none of these, or names a blob that is not in the container.</returns>
    public static IReadOnlyList<UploadSignal>? Parse(string text, string container)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var elements = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : new List<JsonElement> { root };
            var signals = new List<UploadSignal>();
            foreach (var element in elements)
            {
                if (One(element, container) is not { } signal)
                    return null;
                signals.Add(signal);
            }

            return signals.Count == 0 ? null : signals;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A lone surrogate is well-formed JSON and yet no text: asking for it is an invalid operation.
            return null;
        }
    }

    private static UploadSignal? One(JsonElement element, string container)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        if (element.TryGetProperty("imageId", out var id))
            return ImageId.TryParse(JsonText.Of(id), out _)
                ? new UploadSignal { Check = element.Deserialize<UploadCheck>(MessageJson.Options) }
                : null;
        // eventType is Event Grid's own schema, type that of CloudEvents 1.0.
        if (Text(element, "eventType") != BlobCreated && Text(element, "type") != BlobCreated)
            return null;
        var prefix = $"/blobServices/default/containers/{container}/blobs/";
        return Text(element, "subject") is { } subject && subject.StartsWith(prefix, StringComparison.Ordinal)
            && BlobNames.IsWithin(container, subject[prefix.Length..])
            ? new UploadSignal { BlobName = subject[prefix.Length..], ETag = VersionOf(element) }
            : null;
    }

    private static string? VersionOf(JsonElement element) =>
        element.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? Text(data, "eTag")?.Trim('"') : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? JsonText.Of(value) : null;
}
