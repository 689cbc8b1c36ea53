using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class TransactionTests(StorageEmulator emulator) : TableTest(emulator)
{
    [Fact]
    public async Task All_kinds_of_actions_take_effect_together()
    {
        var table = await NewTableAsync();
        foreach (var key in (string[])["b", "c", "d", "e", "f"])
            await table.AddEntityAsync(Row(key, "Old", 1), Token);

        var response = await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, Row("a", "New", 2)),
                new(TableTransactionActionType.UpdateMerge, Row("b", "New", 2), ETag.All),
                new(TableTransactionActionType.UpdateReplace, Row("c", "New", 2), ETag.All),
                new(TableTransactionActionType.Delete, Row("d", "New", 2)),
                new(TableTransactionActionType.UpsertMerge, Row("e", "New", 2)),
                new(TableTransactionActionType.UpsertReplace, Row("f", "New", 2)),
                new(TableTransactionActionType.UpsertReplace, Row("g", "New", 2)),
            ],
            Token);

        Assert.Equal(202, response.GetRawResponse().Status);
        Assert.All(response.Value, part => Assert.Equal(204, part.Status));
        var rows = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Token))
            rows.Add($"{row.RowKey}{row.GetInt32("Old")}-{row.GetInt32("New")}");
        Assert.Equal(["a-2", "b1-2", "c-2", "e1-2", "f-2", "g-2"], rows);
    }

    [Fact]
    public async Task Each_answer_has_the_version_of_its_row()
    {
        var table = await NewTableAsync();

        var response = await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, Row("a", "N", 1)), new(TableTransactionActionType.Add, Row("b", "N", 2))], Token);

        Assert.Equal((await ReadAsync(table, "p", "a")).ETag, response.Value[0].Headers.ETag);
        Assert.Equal((await ReadAsync(table, "p", "b")).ETag, response.Value[1].Headers.ETag);
    }

    [Fact]
    public async Task A_conflict_names_its_action_and_nothing_is_stored()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Row("b", "N", 1), Token);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, Row("a", "N", 2)),
                new(TableTransactionActionType.Add, Row("b", "N", 2)),
                new(TableTransactionActionType.Add, Row("c", "N", 2)),
            ],
            Token));

        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.Equal(409, failure.Status);
        Assert.True(TableErrorCode.EntityAlreadyExists == failure.ErrorCode);
        Assert.Equal(["b"], await RowKeysAsync(table));
    }

    [Fact]
    public async Task A_stale_version_fails_the_whole()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Row("a", "N", 1), Token);
        var version = (await ReadAsync(table, "p", "a")).ETag;
        await table.UpsertEntityAsync(Row("a", "N", 2), cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, Row("b", "N", 3)),
                new(TableTransactionActionType.UpdateReplace, Row("a", "N", 3), version),
            ],
            Token));

        Assert.Equal((412, 1), (failure.Status, failure.FailedTransactionActionIndex));
        Assert.Equal(["a"], await RowKeysAsync(table));
    }

    [Fact]
    public async Task Deleting_a_missing_row_fails_the_whole()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, Row("a", "N", 1)),
                new(TableTransactionActionType.Delete, Row("missing", "N", 1)),
            ],
            Token));

        Assert.Equal(404, failure.Status);
        Assert.Empty(await RowKeysAsync(table));
    }

    [Fact]
    public async Task A_hundred_actions_fit()
    {
        var table = await NewTableAsync();
        var actions = Enumerable.Range(0, 100).Select(number => new TableTransactionAction(TableTransactionActionType.Add, Row($"{number:D3}", "N", number)));

        var response = await table.SubmitTransactionAsync(actions, Token);

        Assert.Equal(100, response.Value.Count);
        Assert.Equal(100, (await RowKeysAsync(table)).Count);
    }

    [Fact]
    public async Task No_actions_are_refused()
    {
        var table = await NewTableAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([], Token));
    }

    private static TableEntity Row(string key, string column, int value) => new("p", key) { [column] = value };
}
