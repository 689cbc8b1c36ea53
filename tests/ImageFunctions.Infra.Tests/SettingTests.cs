using System.Text.RegularExpressions;

namespace ImageFunctions.Infra.Tests;

public sealed class SettingTests
{
    // Read by the Functions host or by a library, not by our options.
    private static readonly string[] ReadByThePlatform =
    [
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        // The queue triggers' connection; our own clients read the rest of it.
        "ImageStorage__credential",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID",
        "AzureFunctionsJobHost__logging__logLevel__default", "Logging__LogLevel__Default",
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

    [Fact]
    public void Every_setting_is_read_by_the_options_or_by_the_platform()
    {
        var unread = Templates.AppSettings
            .Where(setting => !SourceCode.Settings.Contains(setting) && !ReadByThePlatform.Contains(setting));

        Assert.Empty(unread);
    }

    [Fact]
    public void Every_setting_that_Azure_needs_is_set()
    {
        string[] connection = ["credential", "clientId", "blobServiceUri", "queueServiceUri", "tableServiceUri"];
        string[] needed =
        [
            .. connection.Select(part => $"AzureWebJobsStorage__{part}"), .. connection.Select(part => $"ImageStorage__{part}"),
            "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID",
            "Upload__FirstCheckDelay", "Upload__UrlLifetimeSeconds", "Retention__Days", "Retention__SoftDeleteDays",
            "RateLimit__Enabled", "RateLimit__PermitsPerMinute", "RateLimit__Burst",
            "Vision__Endpoint", "ContentSafety__Endpoint", "Webhooks__Url", "Webhooks__SigningSecret",
        ];

        Assert.All(needed, setting => Assert.Contains(setting, Templates.AppSettings));
    }

    [Fact]
    public void No_setting_is_one_that_Flex_Consumption_forbids() =>
        Assert.Empty(Templates.AppSettings.Intersect(ForbiddenOnFlex, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void No_site_property_is_one_that_Flex_Consumption_refuses() =>
        Assert.All(SitePropertiesForbiddenOnFlex, name => Assert.DoesNotMatch($@"\b{name}\s*:", Templates.Text("infra/app/api.bicep")));

    [Theory]
    [InlineData("urlLifetimeSeconds", "UploadOptions", "UrlLifetimeSeconds")]
    [InlineData("retentionDays", "UploadOptions", "Days")]
    [InlineData("softDeleteDays", "UploadOptions", "SoftDeleteDays")]
    [InlineData("rateLimitPerMinute", "RateLimitOptions", "PermitsPerMinute")]
    [InlineData("rateLimitBurst", "RateLimitOptions", "Burst")]
    public void A_parameter_has_the_default_of_its_option(string parameter, string file, string property)
    {
        var value = Regex.Match(Templates.Text("infra/main.bicep"), $@"param {parameter} int = (\d+)").Groups[1].Value;

        Assert.True(SourceCode.Contains(file, $" int {property} {{ get; init; }} = {value};"), $"{property} has another default than {value}.");
    }

    [Fact]
    public void The_queue_triggers_use_the_connection_that_is_configured()
    {
        Assert.Equal("ImageStorage", SourceCode.Constants("StorageOptions")["Section"]);
        Assert.True(SourceCode.Contains("ProcessImage", "Connection = StorageOptions.Section"));
    }
}
