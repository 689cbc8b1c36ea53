using System.Text.Json;
using Azure.AI.Vision.ImageAnalysis;
using ImageFunctions.Analysis;
using ImageFunctions.Http;
using ImageFunctions.Images.Record;
using ImageFunctions.Testing;
using ImageFunctions.Uploads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Infra.Tests;

public sealed class SettingTests
{
    private const string BodyLimit = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    // Read by the Functions host or by a library, not by our options.
    private static readonly string[] ReadByThePlatform =
    [
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        // The queue triggers' connection; our own clients read the rest of it.
        "ImageStorage__credential", "ImageStorage__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID",
        "AzureFunctionsJobHost__extensions__queues__maxPollingInterval",
        "AzureFunctionsJobHost__logging__logLevel__default", "Logging__LogLevel__Default", BodyLimit,
    ];

    private static readonly string[] ForbiddenOnFlex =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_PROCESS_COUNT", "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_CONTENTSHARE", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTOVERVNET", "WEBSITE_VNET_ROUTE_ALL",
        "WEBSITE_NODE_DEFAULT_VERSION", "WEBSITE_TIME_ZONE", "TZ", "SCM_DO_BUILD_DURING_DEPLOYMENT", "ENABLE_ORYX_BUILD",
    ];

    private static readonly string[] SitePropertiesForbiddenOnFlex =
    [
        "ftpsState", "linuxFxVersion", "windowsFxVersion", "netFrameworkVersion", "alwaysOn", "healthCheckPath", "use32BitWorkerProcess",
        "preWarmedInstanceCount", "functionAppScaleLimit", "minimumElasticInstanceCount", "containerSize", "dailyMemoryTimeQuota",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_setting_is_read_by_the_options_or_by_the_platform(int region) =>
        Assert.Empty(Deployment.Everything.Settings(region).Keys.Except(App.Settings, StringComparer.OrdinalIgnoreCase)
            .Except(ReadByThePlatform));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_app_starts_with_the_settings_it_is_given(bool everything)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(Given(everything)
            .Where(setting => !setting.Key.StartsWith("APPLICATIONINSIGHTS", StringComparison.Ordinal))
            .Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        builder.AddImageFunctions();
        using var app = builder.Build();

        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Every_setting_that_the_platform_needs_is_set() =>
        Assert.Empty(ReadByThePlatform.Except(Deployment.Everything.Settings().Keys));

    [Fact]
    public void The_check_for_an_upload_without_an_event_runs_a_minute_after_its_address_has_ended()
    {
        var settings = Deployment.Default.Settings();

        Assert.Equal(
            TimeSpan.FromSeconds(int.Parse(settings["Upload__UrlLifetimeSeconds"], null)) + TimeSpan.FromMinutes(1),
            TimeSpan.Parse(settings["Upload__FirstCheckDelay"], null));
    }

    [Fact]
    public void A_parameter_has_the_default_of_its_option()
    {
        var settings = Deployment.Default.Settings();

        Assert.Equal($"{new UploadOptions().UrlLifetimeSeconds}", settings["Upload__UrlLifetimeSeconds"]);
        Assert.Equal($"{new RetentionOptions().Days}", settings["Retention__Days"]);
        Assert.Equal($"{new RetentionOptions().SoftDeleteDays}", settings["Retention__SoftDeleteDays"]);
        Assert.Equal($"{new RateLimitOptions().PermitsPerMinute}", settings["RateLimit__PermitsPerMinute"]);
        Assert.Equal($"{new RateLimitOptions().Burst}", settings["RateLimit__Burst"]);
        Assert.Equal(new VisionOptions().Features, Enum.Parse<VisualFeatures>(Deployment.Everything.Settings()["Vision__Features"]));
        Assert.Equal(new ContentSafetyOptions().Policy,
            Enum.Parse<ModerationPolicy>(Deployment.Everything.Settings()["ContentSafety__Policy"], ignoreCase: true));
    }

    [Fact]
    public void The_host_takes_bodies_a_little_larger_than_the_largest_image() =>
        Assert.InRange(
            int.Parse(Deployment.Default.Settings()[BodyLimit], null),
            new ImageLimits().MaxBytes + 1024 * 1024,
            2 * new ImageLimits().MaxBytes);

    [Fact]
    public void The_app_knows_what_stands_before_it_and_under_which_address()
    {
        Assert.Equal("https://frontDoor.example/api", Deployment.Everything.Settings()["Proxies__PublicAddress"]);
        Assert.Equal("https://frontDoor.example/frontDoorId/", Deployment.FrontDoor.Settings()["Proxies__FrontDoorId"]);
        Assert.EndsWith(".azure-api.net/api", Deployment.Gateway.Settings()["Proxies__PublicAddress"], StringComparison.Ordinal);
        Assert.DoesNotContain(Deployment.Default.Settings().Keys, name => name.StartsWith("Proxies__", StringComparison.Ordinal));
    }

    [Fact]
    public void Webhooks_that_nobody_could_tell_from_forged_ones_are_not_deployed() =>
        Assert.Contains("webhookUrl needs webhookSigningSecret", Deployment.Refusal("webhookUrl = 'https://receiver.example/hook'"));

    [Fact]
    public void Every_moderation_policy_can_be_chosen() =>
        Assert.Equal(
            Enum.GetNames<ModerationPolicy>().Select(name => name.ToLowerInvariant()).Order(),
            Deployment.Allowed("moderationPolicy").Order());

    // In a subscription whose owner never accepted the terms of Responsible AI, creating it ends the whole deployment.
    [Fact]
    public void Nothing_that_asks_for_terms_to_be_accepted_is_made_unless_somebody_says_so()
    {
        Assert.Empty(Deployment.Default.Of("Microsoft.CognitiveServices/accounts"));
        Assert.DoesNotContain("Vision__Endpoint", Deployment.Default.Settings().Keys);
        Assert.Equal(2, Deployment.Everything.Of("Microsoft.CognitiveServices/accounts").Count());
    }

    [Fact]
    public void No_setting_is_one_that_Flex_Consumption_forbids() =>
        Assert.Empty(Deployment.Everything.Settings().Keys.Intersect(ForbiddenOnFlex, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void No_site_property_is_one_that_Flex_Consumption_refuses() =>
        Assert.Empty(Deployment.Everything.Of("Microsoft.Web/sites")
            .SelectMany(site => Names(site.Properties)).Intersect(SitePropertiesForbiddenOnFlex));

    [Fact]
    public void Routes_begin_as_the_gateways_expect()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.File("host.json")));
        var prefix = host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString();

        Assert.Equal([$"/{prefix}/*"], Deployment.FrontDoor.Single("Microsoft.Cdn/profiles/afdEndpoints/routes")["patternsToMatch"]
            .EnumerateArray().Select(pattern => pattern.GetString()));
        Assert.All(Deployment.Gateway.Of("Microsoft.ApiManagement/service/apis"),
            api => Assert.Equal(prefix, api.Text("path").Split('/')[0]));
    }

    private static IReadOnlyDictionary<string, string> Given(bool everything) =>
        (everything ? Deployment.Everything : Deployment.Default).Settings();

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
