using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace ImageFunctions.StorageSdk.Tests;

/// <summary>What the emulator refuses. It lets pass more than the service does; see docs of the limits in the application.</summary>
public sealed class ServiceLimitTests(StorageEmulator emulator) : TableTest(emulator)
{
    [Fact]
    public async Task A_string_of_32768_characters_is_stored()
    {
        var table = await NewTableAsync();
        var text = new string('é', 32768);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = text }, Token);
        Assert.Equal(text, (await ReadAsync(table, "p", "r")).GetString("Text"));
    }

    [Fact]
    public async Task A_longer_string_is_refused()
    {
        var table = await NewTableAsync();

        var failure = await FailAsync(table, new TableEntity("p", "r") { ["Text"] = new string('x', 32769) });

        Assert.Equal(400, failure.Status);
        Assert.True(TableErrorCode.PropertyValueTooLarge == failure.ErrorCode);
    }

    [Fact]
    public async Task Bytes_beyond_64_KiB_are_refused()
    {
        var table = await NewTableAsync();

        var failure = await FailAsync(table, new TableEntity("p", "r") { ["Bytes"] = new byte[64 * 1024 + 1] });

        Assert.Equal(400, failure.Status);
        Assert.True(TableErrorCode.PropertyValueTooLarge == failure.ErrorCode);
    }

    [Fact]
    public async Task A_row_beyond_1_MiB_is_refused()
    {
        var table = await NewTableAsync();
        var row = new TableEntity("p", "r");
        for (var column = 0; column < 40; column++)
            row[$"Text{column}"] = new string('x', 32000);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpsertEntityAsync(row, TableUpdateMode.Replace, Token));

        Assert.Equal(400, failure.Status);
        Assert.True(TableErrorCode.EntityTooLarge == failure.ErrorCode);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public async Task A_key_with_a_forbidden_character_is_refused(string key)
    {
        var table = await NewTableAsync();
        Assert.Equal(400, (await FailAsync(table, new TableEntity("p", key))).Status);
    }

    [Fact]
    public async Task A_key_beyond_1024_characters_is_refused()
    {
        var table = await NewTableAsync();
        Assert.Equal(400, (await FailAsync(table, new TableEntity("p", new string('k', 1025)))).Status);
    }

    [Theory]
    [InlineData("1abc")]
    [InlineData("ab")]
    [InlineData("with-dash")]
    public async Task A_name_that_is_no_table_name_is_refused(string name)
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => new TableClient(ConnectionString, name).CreateAsync(Token));
        Assert.Equal(400, failure.Status);
    }

    private static Task<RequestFailedException> FailAsync(TableClient table, TableEntity row) =>
        Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(row, Token));
}
