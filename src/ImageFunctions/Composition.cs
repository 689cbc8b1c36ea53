using Azure.Core;
using Azure.Identity;
using ImageFunctions.Analysis;
using ImageFunctions.Delivery;
using ImageFunctions.Functions;
using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Imaging;
using ImageFunctions.Maintenance;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;
using ImageFunctions.Uploads;
using ImageFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ImageFunctions;

/// <summary>All rooms together; each registers what it holds. The worker uses it, and tests that need services without one.</summary>
public static class Composition
{
    public static void AddImageFunctions(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            ManagedIdentityClientId = builder.Configuration[$"{StorageOptions.Section}:clientId"]
                ?? builder.Configuration["AZURE_CLIENT_ID"],
        }));
        builder.AddTelemetry();
        builder.Services
            .AddStorage()
            .AddImaging(builder.Configuration)
            .AddAnalysis(builder.Configuration)
            .AddImages()
            .AddUploads()
            .AddProcessing()
            .AddDelivery()
            .AddWebhooks()
            .AddMaintenance()
            .AddHttp()
            .AddSingleton<QueueWork>();
    }

    /// <summary>The outermost first.</summary>
    public static void UseImageFunctions(this IFunctionsWorkerApplicationBuilder worker)
    {
        worker.UseMiddleware<TraceMiddleware>();
        worker.UseMiddleware<ErrorMiddleware>();
        worker.UseMiddleware<OriginMiddleware>();
        worker.UseMiddleware<RateLimitMiddleware>();
        worker.UseMiddleware<OwnerMiddleware>();
        worker.UseMiddleware<DeadlineMiddleware>();
    }
}
