using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Maintenance;

public static class MaintenanceRegistration
{
    public static IServiceCollection AddMaintenance(this IServiceCollection services)
    {
        services.AddOptions<CleanupOptions>().BindConfiguration(CleanupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Cleanup>();
        services.AddSingleton<CleanupPasses>();
        services.AddSingleton<CleanRecords>();
        services.AddSingleton<CareForRecord>();
        services.AddSingleton<CareForBlob>();
        services.AddSingleton<CleanBlobs>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<FailureCauses>();
        services.AddSingleton<KeepDeadLetter>();
        services.AddSingleton<EndPoisonedImage>();
        services.AddSingleton<ReplayDeadLetter>();
        services.AddSingleton<RunBatch>();
        services.AddSingleton<RunReprocessing>();
        services.AddSingleton<RunAnalyses>();
        services.AddSingleton<AnalyzeImages>();
        services.AddSingleton<ImagesByStatus>();
        services.AddSingleton<EraseUser>();
        services.AddSingleton<RunErasure>();
        services.AddSingleton<Jobs>();
        services.AddSingleton<DrainEarlierQueues>();
        services.AddSingleton<CleanFiles>();
        services.AddSingleton<CleanIndex>();
        services.AddSingleton<CleanWebhookLog>();
        services.AddSingleton<ReprocessImages>();
        services.AddSingleton<CountImages>();
        services.AddSingleton<GetStatistics>();
        services.AddSingleton<GetHealth>();
        return services;
    }
}
