using Azure.Core.Pipeline;
using ImageFunctions.Images;
using ImageFunctions.Maintenance;
using ImageFunctions.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
namespace ImageFunctions.Storage;

public static class StorageRegistration
{
    public static void AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(StorageOptions.From(configuration));
        services.AddSingleton(provider => new StorageClients(
            provider.GetRequiredService<StorageOptions>(), provider.GetServices<HttpPipelinePolicy>()));
        services.AddSingleton<BlobLinks>();
        services.AddSingleton<OriginalBlobs>();
        services.AddSingleton<VariantBlobs>();
        services.AddSingleton<ImageRecords>();
        services.AddSingleton<ImageIndex>();
        services.AddSingleton<MessageQueues>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<WebhookLog>();
        services.AddSingleton<SweepPlaces>();
        services.AddSingleton<StorageSetup>();
        services.AddSingleton<StorageProbe>();
    }
}
