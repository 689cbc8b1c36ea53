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

    /// <summary>All work on images: uploads, analyses to be asked for again, parts of work over many. Event Grid knows its name.</summary>
    public const string UploadsQueue = "image-uploads";
    public const string UploadsPoisonQueue = UploadsQueue + PoisonSuffix;
    public const string WebhooksQueue = "webhooks";
    public const string WebhooksPoisonQueue = WebhooksQueue + PoisonSuffix;

    /// <summary>The host's own, after the name of the queue that a message failed in.</summary>
    internal const string PoisonSuffix = "-poison";

    public static readonly IReadOnlyList<string> Containers = [UploadsContainer, VariantsContainer, BlockedContainer];
    public static readonly IReadOnlyList<string> Tables = [ImagesTable, IndexTable, DeadLettersTable, WebhookLogTable];

    public static readonly IReadOnlyList<string> WorkQueues = [UploadsQueue, WebhooksQueue];
    public static readonly IReadOnlyList<string> PoisonQueues = [UploadsPoisonQueue, WebhooksPoisonQueue];
    public static readonly IReadOnlyList<string> Queues = [.. WorkQueues, .. PoisonQueues];
}
