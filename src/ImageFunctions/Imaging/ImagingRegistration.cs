using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Imaging;

public static class ImagingRegistration
{
    /// <summary>
    /// Adds <see cref="ImagingOptions"/> (validated at start), the one <see cref="IImageEngine"/> and <see cref="ImageRenderer"/>.
    /// </summary>
    public static IServiceCollection AddImaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ImagingOptions>()
            .Bind(configuration.GetSection(ImagingOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IImageEngine>(provider => new ImageEngineSelector(
            provider.GetRequiredService<IOptions<ImagingOptions>>().Value,
            provider.GetRequiredService<ILoggerFactory>()).Select());
        services.AddSingleton<ImageRenderer>();
        return services;
    }
}
