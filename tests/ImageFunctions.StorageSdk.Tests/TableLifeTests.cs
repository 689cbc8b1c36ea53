using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class TableLifeTests(StorageEmulator emulator) : TableTest(emulator)
{
    [Fact]
    public async Task A_new_table_is_created_and_named()
    {
        var table = new TableServiceClient(ConnectionString).GetTableClient(NewName());

        var created = await table.CreateAsync(Token);

        Assert.Equal(table.Name, created.Value.Name);
        Assert.EndsWith("/devstoreaccount1/" + table.Name, table.Uri.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("devstoreaccount1", table.AccountName);
    }

    [Fact]
    public async Task Creating_a_table_twice_is_a_conflict()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync(Token));

        Assert.Equal(409, failure.Status);
        Assert.True(TableErrorCode.TableAlreadyExists == failure.ErrorCode);
    }

    [Fact]
    public async Task Creating_a_table_that_may_exist_is_none()
    {
        var table = await NewTableAsync();

        var response = await table.CreateIfNotExistsAsync(Token);

        Assert.Equal(409, response.GetRawResponse().Status);
        Assert.Equal(table.Name, response.Value.Name);
    }

    [Fact]
    public async Task The_service_creates_lists_and_deletes_tables()
    {
        var service = new TableServiceClient(ConnectionString);
        var name = NewName();

        await service.CreateTableIfNotExistsAsync(name, Token);
        Assert.Equal([name], await NamesAsync(service, name));

        Assert.Equal(204, (await service.DeleteTableAsync(name, Token)).Status);
        Assert.Empty(await NamesAsync(service, name));
    }

    [Fact]
    public async Task Deleting_a_missing_table_answers_404_and_does_not_throw() =>
        Assert.Equal(404, (await new TableClient(ConnectionString, NewName()).DeleteAsync(Token)).Status);

    [Fact]
    public async Task A_key_credential_opens_the_same_table_as_the_connection_string()
    {
        var table = await NewTableAsync();
        var credential = new TableSharedKeyCredential(Testing.EmulatorAccount.Name, Testing.EmulatorAccount.Key);
        var endpoint = new Uri(table.Uri.AbsoluteUri[..^table.Name.Length]);
        await table.AddEntityAsync(new TableEntity("p", "r"), Token);

        Assert.Equal(["r"], await RowKeysAsync(new TableClient(endpoint, table.Name, credential)));
        Assert.Equal(["r"], await RowKeysAsync(new TableServiceClient(endpoint, credential).GetTableClient(table.Name)));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_with_403()
    {
        var table = await NewTableAsync();
        var credential = new TableSharedKeyCredential(Testing.EmulatorAccount.Name, Convert.ToBase64String(new byte[64]));
        var endpoint = new Uri(table.Uri.AbsoluteUri[..^table.Name.Length]);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => new TableClient(endpoint, table.Name, credential).AddEntityAsync(new TableEntity("p", "r"), Token));

        Assert.Equal(403, failure.Status);
    }

    private static async Task<List<string>> NamesAsync(TableServiceClient service, string name)
    {
        var names = new List<string>();
        await foreach (var table in service.QueryAsync(TableServiceClient.CreateQueryFilter($"TableName eq {name}"), cancellationToken: Token))
            names.Add(table.Name);
        return names;
    }
}
