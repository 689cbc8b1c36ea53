using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class EntityChangeTests(StorageEmulator emulator) : TableTest(emulator)
{
    [Fact]
    public async Task Adding_answers_with_the_new_version()
    {
        var table = await NewTableAsync();

        var response = await table.AddEntityAsync(Row("A", 1), Token);

        Assert.Equal(204, response.Status);
        Assert.Equal((await ReadAsync(table, "p", "r")).ETag, response.Headers.ETag);
    }

    [Fact]
    public async Task Adding_a_row_that_exists_is_a_conflict()
    {
        var table = await TableWithRowAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(Row("B", 2), Token));

        Assert.Equal(409, failure.Status);
        Assert.True(TableErrorCode.EntityAlreadyExists == failure.ErrorCode);
        Assert.Equal(1, (await ReadAsync(table, "p", "r")).GetInt32("A"));
    }

    [Fact]
    public async Task Adding_to_a_missing_table_answers_404()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => new TableClient(ConnectionString, NewName()).AddEntityAsync(Row("A", 1), Token));

        Assert.Equal(404, failure.Status);
        Assert.True(TableErrorCode.TableNotFound == failure.ErrorCode);
    }

    [Fact]
    public async Task A_merge_keeps_what_is_not_sent()
    {
        var table = await TableWithRowAsync();

        await table.UpdateEntityAsync(Row("B", 2), ETag.All, TableUpdateMode.Merge, Token);

        var row = await ReadAsync(table, "p", "r");
        Assert.Equal((1, 2), (row.GetInt32("A"), row.GetInt32("B")));
    }

    [Fact]
    public async Task A_replacement_drops_what_is_not_sent()
    {
        var table = await TableWithRowAsync();

        await table.UpdateEntityAsync(Row("B", 2), ETag.All, TableUpdateMode.Replace, Token);

        var row = await ReadAsync(table, "p", "r");
        Assert.Equal((null, 2), (row.GetInt32("A"), row.GetInt32("B")));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task An_update_of_the_version_read_succeeds_once(TableUpdateMode mode)
    {
        var table = await TableWithRowAsync();
        var version = (await ReadAsync(table, "p", "r")).ETag;

        var response = await table.UpdateEntityAsync(Row("A", 2), version, mode, Token);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(Row("A", 3), version, mode, Token));

        Assert.Equal(412, failure.Status);
        Assert.True(TableErrorCode.UpdateConditionNotSatisfied == failure.ErrorCode);
        var row = await ReadAsync(table, "p", "r");
        Assert.Equal(2, row.GetInt32("A"));
        Assert.Equal(row.ETag, response.Headers.ETag);
    }

    [Fact]
    public async Task An_update_of_a_missing_row_answers_404()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(Row("A", 1), ETag.All, cancellationToken: Token));

        Assert.Equal(404, failure.Status);
        Assert.True(TableErrorCode.ResourceNotFound == failure.ErrorCode);
    }

    [Fact]
    public async Task An_update_without_a_version_is_refused_before_it_is_sent()
    {
        var table = await NewTableAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(Row("A", 1), default, cancellationToken: Token));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task An_upsert_adds_and_then_changes(TableUpdateMode mode, int? kept)
    {
        var table = await NewTableAsync();

        await table.UpsertEntityAsync(Row("A", 1), mode, Token);
        await table.UpsertEntityAsync(Row("B", 2), mode, Token);

        var row = await ReadAsync(table, "p", "r");
        Assert.Equal((kept, 2), (row.GetInt32("A"), row.GetInt32("B")));
    }

    [Fact]
    public async Task Deleting_a_missing_row_answers_404_and_does_not_throw()
    {
        var table = await NewTableAsync();
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r", cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task Deleting_another_version_is_refused()
    {
        var table = await TableWithRowAsync();
        var version = (await ReadAsync(table, "p", "r")).ETag;
        await table.UpsertEntityAsync(Row("A", 2), cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", version, Token));

        Assert.Equal(412, failure.Status);
        Assert.Equal(204, (await table.DeleteEntityAsync(Row("A", 0), cancellationToken: Token)).Status);
    }

    private static TableEntity Row(string column, int value) => new("p", "r") { [column] = value };

    private async Task<TableClient> TableWithRowAsync()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Row("A", 1), Token);
        return table;
    }
}
