using System.Text.RegularExpressions;

namespace ImageFunctions.Infra.Tests;

public sealed partial class RoleTests
{
    // Azure's built-in data roles, as its documentation lists them. No role over resources themselves is among them.
    private static readonly Dictionary<string, string> BuiltIn = new()
    {
        ["StorageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["StorageBlobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["StorageBlobDataReader"] = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        ["StorageBlobDelegator"] = "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
        ["StorageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["StorageQueueDataMessageSender"] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        ["StorageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["MonitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["CognitiveServicesUser"] = "a97b65f3-24c7-4388-baec-2e87135dc908",
        ["KeyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
    };

    private const string Table = "infra/app/rbac.bicep";

    [Fact]
    public void Every_role_has_the_id_of_its_name()
    {
        var roles = RoleLine().Matches(Templates.Text(Table)).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["id"].Value);

        Assert.NotEmpty(roles);
        Assert.All(roles, role => Assert.Equal(BuiltIn.GetValueOrDefault(role.Key), role.Value));
    }

    [Fact]
    public void Roles_are_given_in_one_file_only() =>
        Assert.All(Templates.All.Where(file => file.Key != Table), file =>
        {
            Assert.DoesNotMatch(Guid(), file.Value);
            Assert.DoesNotContain("roleAssignments", file.Value, StringComparison.OrdinalIgnoreCase);
        });

    [Fact]
    public void Every_role_that_is_named_is_given_to_somebody()
    {
        var text = Templates.Text(Table);

        Assert.All(RoleLine().Matches(text), match => Assert.Contains($"role: role.{match.Groups["name"].Value} ", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_signs_in_with_a_key_or_a_password()
    {
        Assert.Contains("allowSharedKeyAccess: false", Templates.Text("infra/core/storage.bicep"), StringComparison.Ordinal);
        Assert.Contains("disableLocalAuth: true", Templates.Text("infra/core/cognitive.bicep"), StringComparison.Ordinal);
        Assert.Contains("DisableLocalAuth: true", Templates.Text("infra/core/monitoring.bicep"), StringComparison.Ordinal);
        // The gateway calls the app with a function key, which it keeps as a secret value.
        Assert.Equal(["infra/app/api-management.bicep"], Templates.All.Where(file => Lists().IsMatch(file.Value)).Select(file => file.Key));
    }

    [GeneratedRegex(@"^\s*(?<name>\w+): '(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'", RegexOptions.Multiline)]
    private static partial Regex RoleLine();

    [GeneratedRegex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Guid();

    [GeneratedRegex(@"\blist\w+\(")]
    private static partial Regex Lists();
}
