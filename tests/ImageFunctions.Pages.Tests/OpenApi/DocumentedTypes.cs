using System.Reflection;
using ImageFunctions.Contracts;
using ImageFunctions.Functions;
using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Webhooks;
namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>Which type each object schema of the document describes.</summary>
internal static class DocumentedTypes
{
    /// <summary>Read member by member, or named by no type.</summary>
    public static readonly string[] WithoutType = ["ImagePatch", "UploadForm", "DeletedNotice"];

    /// <summary>Bodies that callers send: what must be there is a rule, not a matter of types.</summary>
    public static readonly string[] Requests = ["UploadRequest", "UploadBatch", "DeleteBatch"];

    public static readonly Dictionary<string, Type> All = new()
    {
        ["Problem"] = typeof(Problem),
        ["ImageError"] = typeof(ImageFault),
        ["UploadRequest"] = typeof(UploadRequest),
        ["IssuedUpload"] = typeof(IssuedUpload),
        ["UploadBatch"] = Inner<RequestUploadBatch>("Batch"),
        ["UploadBatchItem"] = Inner<RequestUploadBatch>("Item"),
        ["UploadBatchAnswer"] = Inner<RequestUploadBatch>("BatchAnswer"),
        ["Metadata"] = typeof(MetadataView),
        ["Placeholder"] = typeof(PlaceholderView),
        ["Colors"] = typeof(ColorsView),
        ["Label"] = typeof(Label),
        ["Box"] = typeof(Box),
        ["DetectedObject"] = typeof(DetectedObject),
        ["ModerationLabel"] = typeof(ModerationLabel),
        ["Analysis"] = typeof(AnalysisView),
        ["Variant"] = typeof(StoredVariant),
        ["Image"] = typeof(ImageView),
        ["ImagePage"] = typeof(ImagePage),
        ["Steps"] = typeof(StepsView),
        ["Status"] = typeof(StatusView),
        ["Download"] = typeof(Download),
        ["DeletedImage"] = Inner<DeleteImage>("Deleted"),
        ["DeleteBatch"] = Inner<DeleteImages>("Batch"),
        ["DeleteBatchItem"] = Inner<DeleteImages>("Item"),
        ["DeleteBatchAnswer"] = Inner<DeleteImages>("BatchAnswer"),
        ["UserErasure"] = Inner<EraseUserImages>("Accepted"),
        ["HealthCheck"] = typeof(HealthCheck),
        ["HealthReport"] = typeof(HealthReport),
        ["DeadLetter"] = typeof(DeadLetter),
        ["DeadLetterPage"] = typeof(DeadLetterPage),
        ["Reprocessing"] = Inner<ReprocessImages>("Accepted"),
        ["Statistics"] = typeof(Statistics),
        ["WebhookDelivery"] = typeof(WebhookDelivery),
        ["DeliveryList"] = typeof(DeliveryList),
        ["WebhookEvent"] = typeof(WebhookEvent),
    };

    private static Type Inner<T>(string name) => typeof(T).GetNestedType(name, BindingFlags.NonPublic | BindingFlags.Public)!;
}
