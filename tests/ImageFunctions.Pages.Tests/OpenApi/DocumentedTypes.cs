using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>Which type each object schema of the document describes.</summary>
internal static class DocumentedTypes
{
    /// <summary>Read member by member, or named by no type.</summary>
    public static readonly string[] WithoutType = ["ImagePatch", "UploadForm"];

    /// <summary>Bodies that callers send: what must be there is a rule, not a matter of types.</summary>
    public static readonly string[] Requests =
        ["UploadRequest", "UploadBatch", "DeleteBatch", "LinkRequest", "ImportRequest", "ImportBatch"];

    public static readonly Dictionary<string, Type> All = new()
    {
        ["Problem"] = typeof(Problem),
        ["ImageError"] = typeof(ImageFault),
        ["UploadRequest"] = typeof(UploadRequest),
        ["ImportRequest"] = typeof(ImportRequest),
        ["CreatedUpload"] = typeof(CreatedUpload),
        ["UploadBatch"] = typeof(UploadBatch),
        ["UploadBatchItem"] = typeof(UploadBatchItem),
        ["UploadBatchAnswer"] = typeof(UploadBatchResponse),
        ["ImportBatch"] = typeof(ImportBatch),
        ["ImportBatchItem"] = typeof(ImportBatchItem),
        ["ImportBatchAnswer"] = typeof(ImportBatchResponse),
        ["Metadata"] = typeof(MetadataView),
        ["Placeholder"] = typeof(PlaceholderView),
        ["Colors"] = typeof(ColorsView),
        ["Label"] = typeof(Label),
        ["Box"] = typeof(Box),
        ["FocalPoint"] = typeof(FocalPoint),
        ["DetectedPerson"] = typeof(DetectedPerson),
        ["SmartCrop"] = typeof(SmartCrop),
        ["DetectedObject"] = typeof(DetectedObject),
        ["ModerationLabel"] = typeof(ModerationLabel),
        ["Analysis"] = typeof(AnalysisView),
        ["StoredAnalysis"] = typeof(StoredAnalysis),
        ["Moderation"] = typeof(ModerationView),
        ["Variant"] = typeof(VariantView),
        ["Image"] = typeof(ImageView),
        ["ImagePage"] = typeof(ImagePage),
        ["Steps"] = typeof(StepsView),
        ["ImageProgress"] = typeof(StatusView),
        ["Download"] = typeof(Download),
        ["LinkRequest"] = typeof(LinkRequest),
        ["SignedLink"] = typeof(SignedLink),
        ["SignedLinks"] = typeof(SignedLinks),
        ["LinkKey"] = typeof(LinkKeyView),
        ["LinkKeyList"] = typeof(LinkKeyList),
        ["DeletedImage"] = typeof(DeletedImage),
        ["DeleteBatch"] = typeof(DeleteBatch),
        ["DeleteBatchItem"] = typeof(DeleteBatchItem),
        ["DeleteBatchAnswer"] = typeof(DeleteBatchResponse),
        ["Job"] = typeof(Job),
        ["UserErasure"] = typeof(UserErasure),
        ["HealthCheck"] = typeof(HealthCheck),
        ["HealthReport"] = typeof(HealthReport),
        ["DeadLetter"] = typeof(DeadLetter),
        ["DeadLetterPage"] = typeof(DeadLetterPage),
        ["Reprocessing"] = typeof(Reprocessing),
        ["Reanalysis"] = typeof(Reanalysis),
        ["Statistics"] = typeof(Statistics),
        ["WebhookDelivery"] = typeof(WebhookDelivery),
        ["DeliveryList"] = typeof(DeliveryList),
        ["WebhookEvent"] = typeof(WebhookEvent),
        ["DeletedNotice"] = typeof(DeletedNotice),
    };
}
