using Azure;
using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class PagingTests(StorageEmulator emulator) : TableTest(emulator)
{
    [Fact]
    public async Task Pages_have_at_most_the_size_asked_for()
    {
        var table = await TableWithRowsAsync(7);

        var pages = await PagesAsync(table.QueryAsync<TableEntity>(maxPerPage: 3, cancellationToken: Token).AsPages());

        Assert.Equal([3, 3, 1], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(Enumerable.Range(0, 7).Select(Key), pages.SelectMany(page => page.Values).Select(row => row.RowKey));
    }

    [Fact]
    public async Task The_hint_of_a_page_size_wins()
    {
        var table = await TableWithRowsAsync(5);

        var pages = await PagesAsync(table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: Token).AsPages(pageSizeHint: 4));

        Assert.Equal([4, 1], pages.Select(page => page.Values.Count));
    }

    [Fact]
    public async Task Enumerating_rows_goes_over_all_pages()
    {
        var table = await TableWithRowsAsync(7);
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(maxPerPage: 2, cancellationToken: Token))
        {
            keys.Add(row.RowKey);
            Assert.True(keys.Count <= 7, "The rows do not come to an end.");
        }

        Assert.Equal(Enumerable.Range(0, 7).Select(Key), keys);
    }

    [Fact]
    public async Task A_query_goes_on_from_a_token_with_another_client()
    {
        var table = await TableWithRowsAsync(7);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"o'p q"}");
        var first = await FirstAsync(table.QueryAsync<TableEntity>(filter, cancellationToken: Token).AsPages(pageSizeHint: 3));

        var other = new TableClient(ConnectionString, table.Name);
        var rest = await PagesAsync(other.QueryAsync<TableEntity>(filter, cancellationToken: Token).AsPages(first.ContinuationToken, 10));

        Assert.Equal(Enumerable.Range(3, 4).Select(Key), Assert.Single(rest).Values.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_query_without_matches_is_one_empty_page()
    {
        var table = await TableWithRowsAsync(1);

        var pages = await PagesAsync(table.QueryAsync<TableEntity>("PartitionKey eq 'none'", cancellationToken: Token).AsPages());

        Assert.Empty(Assert.Single(pages).Values);
    }

    [Fact]
    public async Task A_query_of_a_missing_table_answers_404()
    {
        var table = new TableClient(ConnectionString, NewName());
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => RowKeysAsync(table))).Status);
    }

    [Fact]
    public async Task An_empty_page_with_a_token_is_followed_by_the_next()
    {
        await using var server = new LocalHttpServer(
            new(200, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!4!cA--"), ("x-ms-continuation-NextRowKey", "1!4!cg--")),
            new(200, """{"value":[{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"r","Bytes@odata.type":"Edm.Int64","Bytes":"5"}]}"""));
        var table = server.Table();

        var pages = await PagesAsync(table.QueryAsync<TableEntity>(cancellationToken: Token).AsPages());

        Assert.Equal([0, 1], pages.Select(page => page.Values.Count));
        Assert.Equal("1!4!cA-- 1!4!cg--", pages[0].ContinuationToken);
        Assert.Equal(5L, pages[1].Values[0].GetInt64("Bytes"));
        Assert.Contains("NextPartitionKey=1%214%21cA--&NextRowKey=1%214%21cg--", server.Requests[1].Line, StringComparison.Ordinal);
    }

    private static string Key(int number) => $"row {number:D2}";

    private async Task<TableClient> TableWithRowsAsync(int count)
    {
        var table = await NewTableAsync();
        await table.SubmitTransactionAsync(
            Enumerable.Range(0, count).Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("o'p q", Key(number)))), Token);
        return table;
    }

    private static async Task<List<Page<TableEntity>>> PagesAsync(IAsyncEnumerable<Page<TableEntity>> source)
    {
        var pages = new List<Page<TableEntity>>();
        await foreach (var page in source)
        {
            pages.Add(page);
            Assert.True(pages.Count <= 20, "The pages do not come to an end.");
        }

        return pages;
    }

    private static async Task<Page<TableEntity>> FirstAsync(IAsyncEnumerable<Page<TableEntity>> source)
    {
        await foreach (var page in source)
            return page;
        throw new InvalidOperationException("There was no page.");
    }
}
