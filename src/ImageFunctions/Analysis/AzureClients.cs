using Azure;
using Azure.AI.ContentSafety;
using Azure.AI.Vision.ImageAnalysis;
using Azure.Core;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Analysis;

/// <summary>Makes the clients of the services that have an endpoint.</summary>
internal sealed class AzureClients(AnalysisOptions analysis, Func<TokenCredential> credential, TimeProvider time, ILoggerFactory loggers)
{
    public AzureVision? Vision(VisionOptions options)
    {
        if (options.Endpoint is null)
            return null;
        var settings = Configure(new ImageAnalysisClientOptions());
        var client = string.IsNullOrEmpty(options.Key)
            ? new ImageAnalysisClient(options.Endpoint, credential(), settings)
            : new ImageAnalysisClient(options.Endpoint, new AzureKeyCredential(options.Key), settings);
        return new AzureVision(client, options, Circuit(AzureVision.Name), loggers.CreateLogger<AzureVision>());
    }

    public AzureModeration? Moderation(ContentSafetyOptions options)
    {
        if (options.Endpoint is null)
            return null;
        var settings = Configure(new ContentSafetyClientOptions());
        var client = string.IsNullOrEmpty(options.Key)
            ? new ContentSafetyClient(options.Endpoint, credential(), settings)
            : new ContentSafetyClient(options.Endpoint, new AzureKeyCredential(options.Key), settings);
        return new AzureModeration(client, options, Circuit(AzureModeration.Name));
    }

    private AnalysisCircuit Circuit(string service) => new(service, analysis, time, loggers.CreateLogger<AnalysisCircuit>());

    private T Configure<T>(T options)
        where T : ClientOptions
    {
        options.RetryPolicy = new AzureRetryPolicy();
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(analysis.TimeoutSeconds);
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        return options;
    }
}
