using ImageFunctions.Images;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Http;

public static class HttpRegistration
{
    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OwnerOptions>().BindConfiguration(OwnerOptions.Section);
        services.AddSingleton<Site>();
        return services;
    }
}
