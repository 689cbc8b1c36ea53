using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Delivery;

public static class DeliveryRegistration
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration(DeliveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LinkKeys>();
        services.AddSingleton<CheckLink>();
        services.AddSingleton<IssueLinks>();
        services.AddSingleton<RenderPicture>();
        services.AddSingleton<OnDemandPictures>();
        services.AddSingleton<DeliverImage>();
        return services;
    }
}
