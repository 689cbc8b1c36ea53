using Azure;
using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

/// <summary>What goes over the wire, where the emulator would take more than one form.</summary>
public sealed class WireFormatTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_insert_has_the_headers_and_body_of_the_protocol()
    {
        var request = await SendAsync(new(204), table => table.AddEntityAsync(new TableEntity("P", "R") { ["W"] = 1L }, Token));

        Assert.Equal("POST /acct/images?$format=application%2Fjson%3Bodata%3Dminimalmetadata HTTP/1.1", request.Line);
        Assert.Equal("2020-12-06", request.Headers["x-ms-version"]);
        Assert.Equal("3.0", request.Headers["DataServiceVersion"]);
        Assert.Equal("return-no-content", request.Headers["Prefer"]);
        Assert.Equal("application/json;odata=nometadata", request.Headers["Content-Type"]);
        Assert.StartsWith("SharedKeyLite acct:", request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.True(DateTimeOffset.TryParseExact(request.Headers["x-ms-date"], "r", null, default, out _));
        Assert.Equal("""{"PartitionKey":"P","RowKey":"R","W":"1","W@odata.type":"Edm.Int64"}""", request.Body);
    }

    [Fact]
    public async Task Each_type_is_sent_in_its_form()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
        var row = new TableEntity("p", "r")
        {
            ["Text"] = "a",
            ["Int"] = 5,
            ["Long"] = 5L,
            ["Double"] = 5.0,
            ["Flag"] = true,
            ["Id"] = Guid.Empty,
            ["Time"] = time,
            ["Utc"] = time.UtcDateTime,
            ["Bytes"] = new byte[] { 1, 254 },
            ["None"] = null,
        };

        var request = await SendAsync(new(204), table => table.AddEntityAsync(row, Token));

        Assert.Equal(
            """
            {"PartitionKey":"p","RowKey":"r","Text":"a","Int":5,"Long":"5","Long@odata.type":"Edm.Int64",
            "Double":5,"Double@odata.type":"Edm.Double","Flag":true,
            "Id":"00000000-0000-0000-0000-000000000000","Id@odata.type":"Edm.Guid",
            "Time":"2026-01-02T01:04:05.0000000Z","Time@odata.type":"Edm.DateTime",
            "Utc":"2026-01-02T01:04:05.0000000Z","Utc@odata.type":"Edm.DateTime",
            "Bytes":"Af4=","Bytes@odata.type":"Edm.Binary","None":null}
            """.ReplaceLineEndings(""),
            request.Body);
    }

    [Fact]
    public async Task A_merge_is_a_patch_and_a_replacement_a_put_with_the_version()
    {
        var version = new ETag("W/\"1\"");
        var merge = await SendAsync(new(204), table => table.UpdateEntityAsync(new TableEntity("o'p", "r"), version, TableUpdateMode.Merge, Token));
        var replacement = await SendAsync(new(204), table => table.UpdateEntityAsync(new TableEntity("o'p", "r"), version, TableUpdateMode.Replace, Token));

        Assert.StartsWith("PATCH /acct/images(PartitionKey='o%27%27p',RowKey='r')?", merge.Line, StringComparison.Ordinal);
        Assert.StartsWith("PUT /acct/images(PartitionKey='o%27%27p',RowKey='r')?", replacement.Line, StringComparison.Ordinal);
        Assert.Equal("W/\"1\"", merge.Headers["If-Match"]);
        Assert.Equal("W/\"1\"", replacement.Headers["If-Match"]);
    }

    // Why the project's own addresses say 127.0.0.1: this form is for Cosmos DB, and the host name alone decides.
    [Fact]
    public async Task A_merge_on_localhost_is_a_post_that_says_merge()
    {
        await using var server = new LocalHttpServer(new ScriptedAnswer(204));
        var endpoint = new UriBuilder(server.Endpoint) { Host = "localhost" }.Uri;
        var table = new TableClient(endpoint, "images", new TableSharedKeyCredential("acct", Convert.ToBase64String(new byte[32])));

        await table.UpsertEntityAsync(new TableEntity("p", "r"), TableUpdateMode.Merge, Token);

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /acct/images(", request.Line, StringComparison.Ordinal);
        Assert.Equal("MERGE", request.Headers["X-HTTP-Method"]);
    }

    [Fact]
    public async Task An_upsert_asks_for_no_version() =>
        Assert.DoesNotContain("If-Match", (await SendAsync(new(204), table => table.UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Token))).Headers.Keys);

    [Fact]
    public async Task A_delete_without_a_version_asks_for_any() =>
        Assert.Equal("*", (await SendAsync(new(204), table => table.DeleteEntityAsync("p", "r", cancellationToken: Token))).Headers["If-Match"]);

    [Fact]
    public async Task A_query_escapes_its_parts()
    {
        var request = await SendAsync(
            new(200, """{"value":[]}"""),
            async table =>
            {
                await foreach (var row in table.QueryAsync<TableEntity>("A eq 'x&y'", 5, ["A", "B"], Token))
                    Assert.Fail($"There is no row {row.RowKey}.");
            });

        Assert.StartsWith("GET /acct/images()?$format=", request.Line, StringComparison.Ordinal);
        Assert.Contains("&$top=5", request.Line, StringComparison.Ordinal);
        Assert.Contains("&$select=A%2CB", request.Line, StringComparison.Ordinal);
        Assert.Contains("&$filter=A%20eq%20%27x%26y%27", request.Line, StringComparison.Ordinal);
    }

    private static async Task<SeenRequest> SendAsync(ScriptedAnswer answer, Func<TableClient, Task> call)
    {
        await using var server = new LocalHttpServer(answer);
        await call(server.Table());
        return Assert.Single(server.Requests);
    }
}
