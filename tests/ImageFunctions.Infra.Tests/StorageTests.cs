using ImageFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Infra.Tests;

public sealed class StorageTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";

    private static readonly IReadOnlyDictionary<string, string> Constants = App.Constants(typeof(StorageNames));

    [Theory]
    [InlineData("blobServices/containers", "Container")]
    [InlineData("queueServices/queues", "Queue")]
    [InlineData("tableServices/tables", "Table")]
    public void What_the_code_uses_is_provisioned_and_nothing_else(string type, string suffix)
    {
        var used = Constants.Where(constant => constant.Key.EndsWith(suffix, StringComparison.Ordinal)).Select(constant => constant.Value);
        var packages = Deployment.Everything.Of("Microsoft.Web/sites").Select(Package);

        Assert.Equal(used.Order(), Deployment.Everything.Of($"{Account}/{type}").Select(resource => resource.Name).Except(packages)
            .Order());
    }

    [Fact]
    public void Every_constant_is_a_container_a_queue_or_a_table() =>
        Assert.All(Constants.Keys, name => Assert.Matches("(Container|Queue|Table)$", name));

    [Fact]
    public void Every_work_queue_has_its_poison_queue()
    {
        var queues = Deployment.Default.Of($"{Account}/queueServices/queues").Select(queue => queue.Name).ToList();

        Assert.All(queues.Where(queue => !queue.EndsWith("-poison", StringComparison.Ordinal)),
            queue => Assert.Contains($"{queue}-poison", queues));
    }

    [Fact]
    public void Every_queue_is_read_by_a_function_over_the_connection_that_is_configured()
    {
        var triggers = App.Triggers<QueueTriggerAttribute>();

        Assert.Equal(
            Deployment.Default.Of($"{Account}/queueServices/queues").Select(queue => queue.Name).Order(),
            triggers.Select(trigger => trigger.QueueName).Order());
        Assert.All(triggers, trigger => Assert.Equal(StorageOptions.Section, trigger.Connection));
    }

    // The platform keeps one package in a container: two apps in one would take each other's.
    [Fact]
    public void Every_app_has_a_container_of_its_own_for_its_package()
    {
        var packages = Deployment.Everything.Of("Microsoft.Web/sites").Select(Package).ToList();

        Assert.Equal(2, packages.Distinct().Count());
        Assert.Empty(packages.Except(Deployment.Everything.Of($"{Account}/blobServices/containers").Select(container => container.Name)));
    }

    [Fact]
    public void Nothing_in_storage_is_public_or_opened_with_a_key()
    {
        var account = Deployment.Default.Single(Account);

        Assert.Equal("False", account.Text("allowBlobPublicAccess"));
        Assert.Equal("False", account.Text("allowSharedKeyAccess"));
        Assert.Equal("True", account.Text("supportsHttpsTrafficOnly"));
        Assert.Equal("TLS1_2", account.Text("minimumTlsVersion"));
        Assert.All(Deployment.Default.Of($"{Account}/blobServices/containers"),
            container => Assert.Equal("None", container.Text("publicAccess")));
        Assert.Equal("Deny", Deployment.Everything.Single(Account).Text("networkAcls", "defaultAction"));
    }

    [Theory]
    [InlineData("Default", "Standard_LRS")]
    [InlineData("Everything", "Standard_GZRS")]
    public void Copies_in_other_zones_and_regions_are_made_only_when_asked_for(string name, string sku)
    {
        var deployment = name == "Default" ? Deployment.Default : Deployment.Everything;

        Assert.Equal(sku, deployment.Single(Account).Json.GetProperty("sku").GetProperty("name").GetString());
        Assert.All(deployment.Of("Microsoft.Web/serverfarms"), plan => Assert.Equal($"{name == "Everything"}", plan.Text("zoneRedundant")));
    }

    private static string Package(Resource site) => site.Text("functionAppConfig", "deployment", "storage", "value").Split('/')[^1];
}
