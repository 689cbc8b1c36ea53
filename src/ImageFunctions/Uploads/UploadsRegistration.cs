using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Uploads;

public static class UploadsRegistration
{
    public static IServiceCollection AddUploads(this IServiceCollection services)
    {
        services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NewImage>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<UploadStart>();
        services.AddSingleton<CreateUpload>();
        services.AddSingleton<CompleteUpload>();
        services.AddSingleton<ReceiveUpload>();
        services.AddSingleton<StoreUpload>();
        services.AddSingleton<ReceivedKeys>();
        services.AddSingleton<ImportBlob>();
        services.AddSingleton<ImportImage>();
        return services;
    }
}
