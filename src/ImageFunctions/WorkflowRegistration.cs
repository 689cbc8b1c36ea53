using ImageFunctions.Images;
using ImageFunctions.Maintenance;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;
using ImageFunctions.Uploads;
using ImageFunctions.Webhooks;
using Microsoft.Extensions.DependencyInjection;
namespace ImageFunctions;

public static class WorkflowRegistration
{
    public static void AddWorkflows(this IServiceCollection services)
    {
        services.AddSingleton<ImageMetrics>();
        services.AddSingleton<ProcessingDurations>();
        services.AddSingleton<RecordChanges>();
        services.AddSingleton<NewImage>();
        services.AddSingleton<IssueUpload>();
        services.AddSingleton<ReceiveUpload>();
        services.AddSingleton<CompleteUpload>();
        services.AddSingleton<AdoptBlob>();
        services.AddSingleton<ProcessUpload>();
        services.AddSingleton<MakeRenditions>();
        services.AddSingleton<AnalyzeImage>();
        services.AddSingleton<RetryAnalysis>();
        services.AddSingleton<FinishImage>();
        services.AddSingleton<NotifyReceivers>();
        services.AddSingleton<SendWebhook>();
        services.AddSingleton<WebhookDeliveries>();
        services.AddSingleton<ParkDeadLetter>();
        services.AddSingleton<ManageDeadLetters>();
        services.AddSingleton<FindImage>();
        services.AddSingleton<FindSimilar>();
        services.AddSingleton<ListImages>();
        services.AddSingleton<DescribeImage>();
        services.AddSingleton<WatchStatus>();
        services.AddSingleton<LinkDownload>();
        services.AddSingleton<ChangeImage>();
        services.AddSingleton<PurgeImage>();
        services.AddSingleton<RunBatch>();
        services.AddSingleton<SweepStorage>();
        services.AddSingleton<CollectStatistics>();
        services.AddSingleton<CheckHealth>();
        services.AddSingleton<PageOrigins>();
    }
}
