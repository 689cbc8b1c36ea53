using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

public static class ProcessingRegistration
{
    public static IServiceCollection AddProcessing(this IServiceCollection services)
    {
        services.AddOptions<ImageLimits>().BindConfiguration(ImageLimits.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetryOptions>().BindConfiguration(RetryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<VariantTableOptions>().BindConfiguration("").ValidateOnStart();
        services.AddSingleton<IValidateOptions<VariantTableOptions>, VariantTableValidation>();
        services.AddSingleton<VariantTable>();
        services.AddSingleton<ProcessImage>();
        services.AddSingleton<RenderVariants>();
        services.AddSingleton<AnalyzeImage>();
        services.AddSingleton<RetryAnalysis>();
        services.AddSingleton<ProcessUpload>();
        services.AddSingleton<ImageClaims>();
        services.AddSingleton<WaitForUpload>();
        services.AddSingleton<RenderPlan>();
        services.AddSingleton<CompleteImage>();
        services.AddSingleton<CompletionRules>();
        services.AddSingleton<EndProcessing>();
        services.AddSingleton<ProcessingOutcomes>();
        services.AddSingleton<AnalyzeAgain>();
        services.AddSingleton<AnalysisRetries>();
        services.AddSingleton<ReprocessImage>();
        return services;
    }
}
