using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class ConnectionStringTests
{
    private const string Key = Testing.EmulatorAccount.Key;

    public static TheoryData<string, string, string> Forms { get; } = new()
    {
        { "UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1" },
        { "UseDevelopmentStorage=true;", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1" },
        { $"AccountName=acct;AccountKey={Key};EndpointSuffix=core.windows.net", "https://acct.table.core.windows.net", "acct" },
        { $"DefaultEndpointsProtocol=http;AccountName=acct;AccountKey={Key};EndpointSuffix=core.windows.net;", "http://acct.table.core.windows.net", "acct" },
        { $"AccountName=acct;AccountKey={Key};TableEndpoint=https://acct.table.example.net/;BlobEndpoint=https://b/", "https://acct.table.example.net", "acct" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_names_endpoint_and_account(string connectionString, string endpoint, string account)
    {
        var service = new TableServiceClient(connectionString);

        Assert.Equal(endpoint, service.Uri.AbsoluteUri.TrimEnd('/'));
        Assert.Equal(account, service.AccountName);
        Assert.Equal($"{endpoint}/images", service.GetTableClient("images").Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("AccountName=acct")]
    [InlineData("AccountName=acct;EndpointSuffix=core.windows.net")]
    [InlineData("UseDevelopmentStorage=false")]
    public void A_form_without_a_way_in_is_refused(string connectionString) =>
        Assert.ThrowsAny<Exception>(() => new TableServiceClient(connectionString));

    [Fact]
    public void An_empty_one_is_refused() => Assert.Throws<ArgumentException>(() => new TableServiceClient(""));

    [Fact]
    public void A_key_that_is_not_base64_is_refused() =>
        Assert.Throws<FormatException>(() => new TableSharedKeyCredential("acct", "not base64!"));

    [Fact]
    public async Task A_shared_access_signature_goes_into_the_query()
    {
        await using var server = new LocalHttpServer(new ScriptedAnswer(200, """{"value":[]}"""));
        var table = new TableClient($"TableEndpoint={server.Endpoint};SharedAccessSignature=sv=2020-12-06&sig=a%2Bb%3D", "images");

        await foreach (var row in table.QueryAsync<TableEntity>("N eq 1", cancellationToken: TestContext.Current.CancellationToken))
            Assert.Fail($"There is no row {row.RowKey}.");

        var request = Assert.Single(server.Requests);
        Assert.Contains("sv=2020-12-06&sig=a%2Bb%3D", request.Line, StringComparison.Ordinal);
        Assert.Contains("$filter=N%20eq%201", request.Line, StringComparison.Ordinal);
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }
}
