using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Images;

public static class ImagesRegistration
{
    public static IServiceCollection AddImages(this IServiceCollection services)
    {
        services.AddSingleton<ImageRecords>();
        services.AddSingleton<ImageIndex>();
        services.AddSingleton<Reservations>();
        services.AddSingleton<IndexRows>();
        services.AddSingleton<ChangeMarks>();
        services.AddSingleton<IndexSearch>();
        services.AddSingleton<RecordChanges>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<Tombstones>();
        services.AddSingleton<ContentIndex>();
        services.AddSingleton<ModerationRules>();
        services.AddSingleton<ProcessingDurations>();
        services.AddSingleton<DescribeImage>();
        services.AddSingleton<GetImage>();
        services.AddSingleton<GetImageStatus>();
        services.AddSingleton<GetAnalysis>();
        services.AddSingleton<DownloadImage>();
        services.AddSingleton<ListImages>();
        services.AddSingleton<ListSimilarImages>();
        services.AddSingleton<UpdateImage>();
        services.AddSingleton<DeleteImage>();
        services.AddSingleton<PurgeImage>();
        services.AddSingleton<ImageTraces>();
        services.AddSingleton<RestoreImage>();
        services.AddSingleton<ReviewImage>();
        return services;
    }
}
