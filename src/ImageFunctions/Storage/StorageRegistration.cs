using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Storage;

public static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => StorageOptions.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<StorageOptions>();
            return new StorageClients(options, provider.GetServices<HttpPipelinePolicy>(),
                options.ConnectionString is null ? provider.GetRequiredService<TokenCredential>() : null);
        });
        services.AddSingleton<BlobLinks>();
        services.AddSingleton<OriginalBlobs>();
        services.AddSingleton<VariantBlobs>();
        services.AddSingleton<OnDemandBlobs>();
        services.AddSingleton<ImageFiles>();
        services.AddSingleton<MessageQueues>();
        services.AddSingleton<StorageSetup>();
        services.AddSingleton<StorageProbe>();
        services.AddHostedService(provider => provider.GetRequiredService<StorageSetup>());
        return services;
    }
}
