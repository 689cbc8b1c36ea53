using ImageFunctions.Images;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Http;

public static class HttpRegistration
{
    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OwnerOptions>().BindConfiguration(OwnerOptions.Section);
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DeadlineOptions>().BindConfiguration(DeadlineOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // Its own limit would cut the connection between host and worker, which callers see as a 500; ours answer 413.
        services.Configure<KestrelServerOptions>(server => server.Limits.MaxRequestBodySize = null);
        services.AddSingleton<RequestOrigins>();
        services.AddSingleton<SiteSettings>();
        services.AddSingleton<Site>();
        return services;
    }
}
