using Azure.Storage.Queues;
using ImageFunctions.DevHost.Queues;
using Microsoft.Extensions.Configuration;

namespace ImageFunctions.DevHost.Tests.Queues;

public sealed class QueueConnectionsTests
{
    [Theory]
    [InlineData(null, "AzureWebJobsStorage", "one")]
    [InlineData("Data", "Data", "one")]
    [InlineData("Data", "ConnectionStrings:Data", "one")]
    [InlineData("Data", "AzureWebJobsData", "one")]
    public void A_connection_string_is_found_where_the_host_looks(string? connection, string setting, string account) =>
        Assert.Equal(account, Open(connection, (setting, ConnectionString(account))).AccountName);

    [Fact]
    public void A_setting_with_the_hosts_prefix_wins() => Assert.Equal(
        "host", Open("Storage", ("Storage", ConnectionString("data")), ("AzureWebJobsStorage", ConnectionString("host"))).AccountName);

    [Theory]
    [InlineData("queueServiceUri", "https://one.queue.example.net/", "https://one.queue.example.net/")]
    [InlineData("accountName", "one", "https://one.queue.core.windows.net/")]
    public void A_connection_by_identity_names_the_service_or_the_account(string member, string value, string address) =>
        Assert.Equal(address, Open("Data", ($"Data:{member}", value)).Uri.AbsoluteUri);

    private static string ConnectionString(string account) =>
        $"DefaultEndpointsProtocol=https;AccountName={account};AccountKey=a2V5;EndpointSuffix=core.windows.net";

    private static QueueServiceClient Open(string? connection, params (string Name, string Value)[] settings) =>
        new QueueConnections(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value))
            .Build()).Open(connection, new QueueClientOptions());
}
