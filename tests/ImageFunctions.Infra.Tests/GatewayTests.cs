using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Infra.Tests;

public sealed class GatewayTests
{
    private const string Gateway = "Microsoft.ApiManagement/service";
    private const string NotFound = "{*path}";

    // What the app takes for the caller's identity: App Service authentication's word, then the header.
    private static readonly string[] Identity = ["x-ms-client-principal-id", "X-User-Id"];

    [Fact]
    public void Every_route_without_a_key_is_open_at_the_gateway_and_no_other()
    {
        var routes = App.Triggers<HttpTriggerAttribute>()
            .Where(trigger => trigger.AuthLevel == AuthorizationLevel.Anonymous && trigger.Route != NotFound)
            .Select(trigger => trigger.Route!.Split('/')[0]);
        var open = Deployment.Gateway.Of($"{Gateway}/apis").Where(api => api.Text("subscriptionRequired") == "False")
            .Select(api => api.Text("path"));

        Assert.Equal(routes.Distinct().Select(route => $"api/{route}").Order(), open.Order());
    }

    [Fact]
    public void Every_method_of_the_API_is_let_through_and_may_be_called_by_pages()
    {
        var methods = App.Triggers<HttpTriggerAttribute>().SelectMany(trigger => trigger.Methods ?? [])
            .Select(method => method.ToUpperInvariant()).Distinct().Order().ToList();
        var operations = Deployment.Gateway.Of($"{Gateway}/apis/operations")
            .Where(operation => operation.Id.Contains("/apis/images/", StringComparison.Ordinal));

        Assert.Equal(methods, operations.Select(operation => operation.Text("method")).Order());
        Assert.Equal(methods, GatewayPolicy(Deployment.Gateway).Descendants("method").Select(method => method.Value).Order());
    }

    [Fact]
    public void Gallery_docs_page_and_clients_send_their_key_to_the_gateway_as_to_the_app()
    {
        var names = Deployment.Gateway.Of($"{Gateway}/apis").Single(api => api.Name == "images")["subscriptionKeyParameterNames"];

        Assert.Equal(("x-functions-key", "code"), (names.GetProperty("header").GetString(), names.GetProperty("query").GetString()));
    }

    [Fact]
    public void The_gallery_behind_the_gateway_may_upload_and_call()
    {
        var origin = $"https://{Deployment.Gateway.Single(Gateway).Name}.azure-api.net";

        Assert.Contains(origin, Deployment.Gateway.Single("Microsoft.Storage/storageAccounts/blobServices")["cors", "corsRules"][0]
            .GetProperty("allowedOrigins").EnumerateArray().Select(value => value.GetString()));
        Assert.Contains(origin, GatewayPolicy(Deployment.Gateway).Descendants("origin").Select(value => value.Value));
        Assert.Contains("https://page.example", GatewayPolicy(Deployment.Everything).Descendants("origin").Select(value => value.Value));
    }

    [Fact]
    public void A_release_has_a_key_of_its_own_to_the_gateway()
    {
        var subscription = Deployment.Gateway.Single($"{Gateway}/subscriptions");

        Assert.Equal("release", subscription.Name);
        Assert.EndsWith("/apis/images", subscription.Text("scope"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "@(context.Subscription.Id)")]
    [InlineData(true, "@(((Jwt)context.Variables[\"token\"]).Subject)")]
    public void A_caller_acts_as_who_was_proved_whatever_it_says_about_itself(bool signedIn, string proved)
    {
        var inbound = ApiPolicy(signedIn ? Deployment.Everything : Deployment.Gateway);
        var headers = inbound.Elements("set-header").ToLookup(header => (string)header.Attribute("name")!,
            StringComparer.OrdinalIgnoreCase);

        Assert.Equal("delete", (string?)headers[Identity[0]].Single().Attribute("exists-action"));
        Assert.Equal("override", (string?)headers[Identity[1]].Single().Attribute("exists-action"));
        Assert.Equal(proved, headers[Identity[1]].Single().Element("value")!.Value);
        Assert.Equal(
            signedIn,
            inbound.Elements("validate-jwt").Any(check => check.Descendants("audience").Single().Value == "api://images"));
    }

    [Fact]
    public void The_callers_key_stays_at_the_gateway()
    {
        var inbound = ApiPolicy(Deployment.Gateway);

        Assert.Equal(
            "{{function-key}}",
            inbound.Elements("set-header").Last(header => (string?)header.Attribute("name") == "x-functions-key").Value);
        Assert.Equal("delete", (string?)inbound.Elements("set-query-parameter")
            .Single(parameter => (string?)parameter.Attribute("name") == "code").Attribute("exists-action"));
    }

    [Fact]
    public void With_Front_Door_nothing_answers_to_calls_that_did_not_come_through_it()
    {
        const string Id = "https://frontDoor.example/frontDoorId/";
        var check = GatewayPolicy(Deployment.Everything).Descendants("check-header").Single();

        Assert.Equal(("X-Azure-FDID", Id), ((string?)check.Attribute("name"), check.Element("value")!.Value));
        Assert.Equal(["AzureCloud.westeurope", "AzureCloud.westeurope"], Callers(Deployment.Everything, Id));
        Assert.Equal(["AzureFrontDoor.Backend"], Callers(Deployment.FrontDoor, Id));
        Assert.Equal(
            JsonValueKind.Null,
            Deployment.Default.Single("Microsoft.Web/sites")["siteConfig", "ipSecurityRestrictions"].ValueKind);
        Assert.Empty(GatewayPolicy(Deployment.Gateway).Descendants("check-header"));
    }

    // The gateway's rule names our own pages and ends what scripts of others ask for; the app answers every page by itself.
    [Fact]
    public void Pictures_can_be_read_by_any_page_but_not_around_Front_Door()
    {
        Assert.Empty(Policy(Deployment.Gateway, "i").Elements());
        Assert.Equal(["check-header"], Policy(Deployment.Everything, "i").Elements().Select(element => element.Name.LocalName));
    }

    // It takes no notice of Vary: a format that was chosen by one caller's Accept would be everybody's.
    [Fact]
    public void Front_Door_keeps_only_pictures_whose_link_names_their_format()
    {
        var rule = Deployment.FrontDoor.Single("Microsoft.Cdn/profiles/ruleSets/rules");
        var paths = rule["conditions"].EnumerateArray().Select(condition => condition.GetProperty("parameters").GetProperty("matchValues")
            .EnumerateArray().Select(value => value.GetString()));

        Assert.Equal(["api/i/", "f_jpeg f_webp f_avif"], paths.Select(values => string.Join(' ', values)));
        var cache = rule["actions"][0].GetProperty("parameters").GetProperty("cacheConfiguration");
        Assert.Equal("UseQueryString", cache.GetProperty("queryStringCachingBehavior").GetString());
        Assert.Equal("HonorOrigin", cache.GetProperty("cacheBehavior").GetString());
        var route = Deployment.FrontDoor.Single("Microsoft.Cdn/profiles/afdEndpoints/routes");
        Assert.False(route.Properties.TryGetProperty("cacheConfiguration", out _));
    }

    // Who may call each app, of those that name our Front Door; all others are denied.
    private static IEnumerable<string?> Callers(Deployment deployment, string frontDoorId) =>
        deployment.Of("Microsoft.Web/sites").Select(site =>
    {
        Assert.Equal("Deny", site.Text("siteConfig", "ipSecurityRestrictionsDefaultAction"));
        var rule = Assert.Single(site["siteConfig", "ipSecurityRestrictions"].EnumerateArray());
        Assert.Equal(frontDoorId, rule.GetProperty("headers").GetProperty("x-azure-fdid")[0].GetString());
        return rule.GetProperty("ipAddress").GetString();
    });

    private static XElement ApiPolicy(Deployment deployment) => Policy(deployment, "images");

    private static XElement Policy(Deployment deployment, string api) => XElement.Parse(deployment.Of($"{Gateway}/apis/policies")
        .Single(policy => policy.Id.Contains($"/apis/{api}/", StringComparison.Ordinal)).Text("value")).Element("inbound")!;

    private static XElement GatewayPolicy(Deployment deployment) => XElement.Parse(deployment.Single($"{Gateway}/policies").Text("value"));
}
