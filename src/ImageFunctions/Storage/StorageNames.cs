namespace ImageFunctions.Storage;

/// <summary>Every name in the storage account. The infrastructure uses the same; a test compares them.</summary>
public static class StorageNames
{
    public const string UploadsContainer = "uploads";
    public const string VariantsContainer = "variants";

    /// <summary>Originals that moderation blocked: no link leads here.</summary>
    public const string BlockedContainer = "blocked";

    /// <summary>Events that Event Grid could not deliver to the queue.</summary>
    public const string UndeliveredEventsContainer = "undelivered-events";

    public const string ImagesTable = "images";
    public const string IndexTable = "imageindex";
    public const string DeadLettersTable = "deadletters";
    public const string WebhookLogTable = "webhooklog";

    public const string UploadsQueue = "image-uploads";
    public const string UploadsPoisonQueue = "image-uploads-poison";
    public const string AnalysisQueue = "image-analysis";
    public const string AnalysisPoisonQueue = "image-analysis-poison";
    public const string WebhooksQueue = "webhooks";
    public const string WebhooksPoisonQueue = "webhooks-poison";
    public const string BatchesQueue = "image-batches";
    public const string BatchesPoisonQueue = "image-batches-poison";

    public static readonly IReadOnlyList<string> Containers = [UploadsContainer, VariantsContainer, BlockedContainer];
    public static readonly IReadOnlyList<string> Tables = [ImagesTable, IndexTable, DeadLettersTable, WebhookLogTable];

    public static readonly IReadOnlyList<string> Queues =
    [
        UploadsQueue, UploadsPoisonQueue, AnalysisQueue, AnalysisPoisonQueue,
        WebhooksQueue, WebhooksPoisonQueue, BatchesQueue, BatchesPoisonQueue,
    ];
}
