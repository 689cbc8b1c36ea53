using Azure;
using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class EntityKeyTests(StorageEmulator emulator) : TableTest(emulator)
{
    public static TheoryData<string> Keys { get; } =
    [
        "plain", "o'brien", "''", "with space", "a+b&c=d", "100%25", "Ünïcødé 图像 🖼", "user|value", "a,b;c:d", "(x)", "$batch", "..", "", "\"quoted\"",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_key_works_in_every_call(string key)
    {
        var table = await NewTableAsync();

        await table.AddEntityAsync(new TableEntity(key, key) { ["N"] = 1 }, Token);
        var row = await ReadAsync(table, key, key);
        Assert.Equal((key, key), (row.PartitionKey, row.RowKey));

        await table.UpdateEntityAsync(new TableEntity(key, key) { ["N"] = 2 }, row.ETag, TableUpdateMode.Replace, Token);
        await table.UpsertEntityAsync(new TableEntity(key, key) { ["M"] = 3 }, TableUpdateMode.Merge, Token);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key} and N eq {2} and M eq {3}");
        Assert.Equal([key], await RowKeysAsync(table, filter));

        Assert.Equal(204, (await table.DeleteEntityAsync(key, key, cancellationToken: Token)).Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>(key, key, cancellationToken: Token)).HasValue);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_key_works_in_a_transaction(string key)
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity(key, key), Token);

        await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Delete, new TableEntity(key, key)),
                new(TableTransactionActionType.UpsertMerge, new TableEntity(key, key + "2") { ["Text"] = key }),
            ],
            Token);

        Assert.Equal([key + "2"], await RowKeysAsync(table));
        Assert.Equal(key, (await ReadAsync(table, key, key + "2")).GetString("Text"));
    }

    [Fact]
    public async Task Rows_come_in_the_order_of_their_keys()
    {
        var table = await NewTableAsync();
        foreach (var (partition, row) in ((string, string)[])[("b", "1"), ("a", "2"), ("a", "10"), ("a", "1")])
            await table.AddEntityAsync(new TableEntity(partition, row), Token);

        Assert.Equal(["1", "10", "2", "1"], await RowKeysAsync(table));
    }

    [Fact]
    public async Task A_row_without_keys_is_refused_before_it_is_sent()
    {
        var table = await NewTableAsync();

        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity { RowKey = "r" }, Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.UpsertEntityAsync(new TableEntity { PartitionKey = "p" }, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.DeleteEntityAsync("p", null!, ETag.All, Token));
    }
}
