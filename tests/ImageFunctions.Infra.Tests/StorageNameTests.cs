using System.Text.Json;
using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

public sealed class StorageNameTests
{
    // Only the platform uses it: it holds the app's own package.
    private const string PackageContainer = "app-package";

    private static readonly IReadOnlyDictionary<string, string> Constants = SourceCode.Constants("StorageNames");

    [Theory]
    [InlineData("containers", "Container")]
    [InlineData("queues", "Queue")]
    [InlineData("tables", "Table")]
    public void What_the_code_uses_is_provisioned_and_nothing_else(string group, string suffix)
    {
        var used = Constants.Where(constant => constant.Key.EndsWith(suffix, StringComparison.Ordinal)).Select(constant => constant.Value);
        var provisioned = Provisioned(group).Where(name => name != PackageContainer);

        Assert.Equal(used.Order(), provisioned.Order());
    }

    [Fact]
    public void Every_constant_is_a_container_a_queue_or_a_table() =>
        Assert.All(Constants.Keys, name => Assert.Matches("(Container|Queue|Table)$", name));

    [Fact]
    public void Every_work_queue_has_its_poison_queue()
    {
        var queues = Provisioned("queues");

        Assert.All(queues.Where(queue => !queue.EndsWith("-poison", StringComparison.Ordinal)), queue => Assert.Contains($"{queue}-poison", queues));
    }

    [Fact]
    public void The_package_has_a_container_of_its_own() => Assert.Contains(PackageContainer, Provisioned("containers"));

    private static List<string> Provisioned(string group)
    {
        using var names = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.File("infra/storage-names.json")));
        return [.. names.RootElement.GetProperty(group).EnumerateObject().Select(property => property.Value.GetString()!)];
    }
}
