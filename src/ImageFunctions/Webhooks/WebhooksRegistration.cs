using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Webhooks;

public static class WebhooksRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NotifyReceivers>();
        services.AddSingleton<SendWebhook>();
        services.AddSingleton<DeliverWebhook>();
        services.AddSingleton<RetryWebhook>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<SlowReceivers>();
        services.AddSingleton<WebhookLog>();
        services.AddSingleton<ListWebhookDeliveries>();
        return services;
    }
}
