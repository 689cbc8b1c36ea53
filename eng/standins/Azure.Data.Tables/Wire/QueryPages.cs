#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>Asks for a page when it is wanted, and goes on while there is a token.</summary>
internal sealed class QueryPages<T>(Func<string?, int?, Task<Page<T>>> read, int? defaultPageSize) : AsyncPageable<T>
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await read(continuationToken, pageSizeHint ?? defaultPageSize).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}
