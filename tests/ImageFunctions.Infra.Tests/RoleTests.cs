namespace ImageFunctions.Infra.Tests;

public sealed class RoleTests
{
    // Azure's built-in data roles, as its documentation lists them. No role over resources themselves is among them.
    private static readonly Dictionary<string, string> BuiltIn = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"] = "Storage Queue Data Message Sender",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["a97b65f3-24c7-4388-baec-2e87135dc908"] = "Cognitive Services User",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
    };

    private const string App = "https://identity.example/principalId/";
    private const string Topic = "https://topic.example/principalId/";
    private const string Developer = "11111111-1111-1111-1111-111111111111";

    private static readonly Deployment Production = new("production", "environmentType = 'prod'");

    [Fact]
    public void The_app_may_use_the_data_and_nothing_else() => Assert.Equal(
        [
            "Cognitive Services User on accounts/cs", "Cognitive Services User on accounts/cv", "Key Vault Secrets User on vaults/kv",
            "Monitoring Metrics Publisher on components/appi", "Storage Blob Data Owner on storageAccounts/st",
            "Storage Queue Data Contributor on storageAccounts/st", "Storage Table Data Contributor on storageAccounts/st",
        ],
        Rights(Deployment.Everything, App));

    [Fact]
    public void Events_may_be_put_into_one_queue_and_one_container() => Assert.Equal(
        ["Storage Blob Data Contributor on containers/undelivered-events", "Storage Queue Data Message Sender on queues/image-uploads"],
        Rights(Deployment.Everything, Topic));

    [Fact]
    public void Who_deploys_may_use_the_data_in_development_only()
    {
        Assert.Equal(
            [
                "Storage Blob Data Contributor on storageAccounts/st", "Storage Queue Data Contributor on storageAccounts/st",
                "Storage Table Data Contributor on storageAccounts/st",
            ],
            Rights(Deployment.Default, Developer));
        Assert.Empty(Rights(Production, Developer));
    }

    [Fact]
    public void Nothing_signs_in_with_a_key_or_a_password()
    {
        Assert.All(Deployment.Everything.Of("Microsoft.CognitiveServices/accounts"),
            account => Assert.Equal("True", account.Text("disableLocalAuth")));
        Assert.Equal("True", Deployment.Everything.Single("Microsoft.Insights/components").Text("DisableLocalAuth"));
        Assert.Equal("True", Deployment.Everything.Single("Microsoft.OperationalInsights/workspaces").Text("features", "disableLocalAuth"));
        Assert.All(Deployment.Everything.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
            policy => Assert.Equal("False", policy.Text("allow")));
        // The gateway calls the app with a function key, which it keeps as a secret value.
        var withKeys = Assert.Single(
            Deployment.Everything.Resources,
            resource => resource.Json.GetRawText().Contains("listKeys(", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(("Microsoft.ApiManagement/service/namedValues", "True"), (withKeys.Type, withKeys.Text("secret")));
    }

    [Fact]
    public void Apps_are_reached_over_TLS_only() => Assert.All(Deployment.Everything.Of("Microsoft.Web/sites"), site =>
        Assert.Equal(("True", "1.2"), (site.Text("httpsOnly"), site.Text("siteConfig", "minTlsVersion"))));

    [Fact]
    public void A_vault_cannot_be_emptied_for_good_by_whoever_deleted_it() =>
        Assert.Equal("True", Deployment.Everything.Single("Microsoft.KeyVault/vaults").Text("enablePurgeProtection"));

    // Of a generated name, such as st7ulcqxxwesckw, only the prefix is told.
    private static IEnumerable<string> Rights(Deployment deployment, string principal) =>
        deployment.Of("Microsoft.Authorization/roleAssignments")
        .Where(right => right.Text("principalId") == principal)
        .Select(right => (Role: BuiltIn[right.Text("roleDefinitionId").Split('/')[^1]], Scope: right.Id.Split('/')[^6..^4]))
        .Select(right => $"{right.Role} on {right.Scope[0]}/{Told(right.Scope[0], right.Scope[1])}")
        .Order();

    private static string Told(string type, string name) =>
        type is "queues" or "containers" ? name : name.Contains('-', StringComparison.Ordinal) ? name.Split('-')[0] : name[..2];
}
