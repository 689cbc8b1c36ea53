using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

/// <summary>What tests of tables need: each its own table.</summary>
public abstract class TableTest(StorageEmulator emulator)
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected string ConnectionString => emulator.ConnectionString;

    protected static string NewName() => $"t{Guid.NewGuid():N}";

    protected async Task<TableClient> NewTableAsync(TableClientOptions? options = null)
    {
        var table = new TableClient(ConnectionString, NewName(), options);
        await table.CreateAsync(Token);
        return table;
    }

    protected static async Task<TableEntity> ReadAsync(TableClient table, string partitionKey, string rowKey) =>
        (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey, cancellationToken: Token)).Value;

    protected static async Task<List<string>> RowKeysAsync(TableClient table, string? filter = null)
    {
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: Token))
            keys.Add(row.RowKey);
        return keys;
    }
}
