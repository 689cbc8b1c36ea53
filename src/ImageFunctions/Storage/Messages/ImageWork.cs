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
