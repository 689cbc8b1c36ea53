using System.Text.Json.Nodes;

namespace ImageFunctions.Storage.Messages;

/// <summary>
/// The queues that versions until November 2026 had beside those of today. What still waits there, or was kept as a dead letter
/// from there, goes on in the images' queue.
/// </summary>
public static class EarlierQueues
{
    private const string Analysis = "image-analysis";
    private const string Batches = "image-batches";

    /// <summary>Each earlier queue and the one that stands in for it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Successors = new Dictionary<string, string>
    {
        [Analysis] = StorageNames.UploadsQueue,
        [Analysis + StorageNames.PoisonSuffix] = StorageNames.UploadsPoisonQueue,
        [Batches] = StorageNames.UploadsQueue,
        [Batches + StorageNames.PoisonSuffix] = StorageNames.UploadsPoisonQueue,
    };

    /// <summary>What a message of an earlier queue is called today: there its queue said what it was.</summary>
    /// <returns>Null when it is none that this queue was for.</returns>
    public static string? Translate(string queue, string text)
    {
        var isAnalysis = queue.StartsWith(Analysis, StringComparison.Ordinal);
        if (isAnalysis ? MessageJson.Read<AnalysisRequest>(text) is null : MessageJson.Read<BatchRequest>(text) is null)
            return null;
        if (!isAnalysis)
            return text;
        var message = JsonNode.Parse(text)!.AsObject();
        message["kind"] = AnalysisRequest.OwnKind;
        return message.ToJsonString();
    }
}
