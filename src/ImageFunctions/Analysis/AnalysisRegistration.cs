using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Analysis;

public static class AnalysisRegistration
{
    /// <summary>
    /// Adds the one <see cref="IImageAnalyzer"/> and its options, validated at start: <see cref="VisionOptions"/>,
    /// <see cref="ContentSafetyOptions"/>, <see cref="AnalysisOptions"/>. Without an endpoint it is <see cref="NoAnalyzer"/>.
    /// </summary>
    public static IServiceCollection AddAnalysis(this IServiceCollection services, IConfiguration configuration)
    {
        AddOptions<AnalysisOptions>(AnalysisOptions.Section);
        AddOptions<VisionOptions>(VisionOptions.Section);
        AddOptions<ContentSafetyOptions>(ContentSafetyOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Analyzer);
        services.AddHostedService<AnalysisStart>();
        return services;

        void AddOptions<T>(string section)
            where T : class => services.AddOptions<T>()
                .Bind(configuration.GetSection(section))
                .ValidateDataAnnotations()
                .ValidateOnStart();
    }

    private static IImageAnalyzer Analyzer(IServiceProvider provider)
    {
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        var clients = new AzureClients(
            provider.GetRequiredService<IOptions<AnalysisOptions>>().Value,
            provider.GetRequiredService<TokenCredential>,
            provider.GetRequiredService<TimeProvider>(),
            loggers);
        var vision = clients.Vision(provider.GetRequiredService<IOptions<VisionOptions>>().Value);
        var moderation = clients.Moderation(provider.GetRequiredService<IOptions<ContentSafetyOptions>>().Value);
        return vision is null && moderation is null
            ? new NoAnalyzer()
            : new AzureImageAnalyzer(vision, moderation, loggers.CreateLogger<AzureImageAnalyzer>());
    }
}
