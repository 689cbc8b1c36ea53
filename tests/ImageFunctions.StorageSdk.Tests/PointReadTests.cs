using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class PointReadTests(StorageEmulator emulator) : TableTest(emulator)
{
    [Fact]
    public async Task A_row_that_exists_is_a_value()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Token);

        var row = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Token);

        Assert.True(row.HasValue);
        Assert.Equal(1, row.Value!.GetInt32("A"));
        Assert.Equal(200, row.GetRawResponse().Status);
    }

    [Fact]
    public async Task A_missing_row_has_no_value()
    {
        var table = await NewTableAsync();

        var row = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Token);

        Assert.False(row.HasValue);
        Assert.Equal(404, row.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => row.Value);
    }

    [Fact]
    public async Task A_missing_table_has_no_value_either()
    {
        var row = await new TableClient(ConnectionString, NewName()).GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Token);

        Assert.False(row.HasValue);
        Assert.Equal(404, row.GetRawResponse().Status);
    }

    [Fact]
    public async Task A_row_that_must_exist_and_does_not_is_an_error()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => ReadAsync(table, "p", "r"));

        Assert.Equal(404, failure.Status);
        Assert.True(TableErrorCode.ResourceNotFound == failure.ErrorCode);
        Assert.Contains("does not exist", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Selected_columns_alone_come_back()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L, ["C"] = "c" }, Token);

        var row = await table.GetEntityAsync<TableEntity>("p", "r", ["RowKey", "B"], Token);

        Assert.Equal(["B", "RowKey", "odata.etag"], row.Value.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2L, row.Value.GetInt64("B"));
    }
}
