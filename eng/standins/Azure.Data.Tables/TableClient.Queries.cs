using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>
    /// The rows in key order. A page may be empty and still be followed by others; its token goes on from there with the
    /// same filter, in another process too.
    /// </summary>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new QueryPages<T>(
            async (token, size) =>
            {
                var request = EntityRequests.Query(Name, filter, size, select, ContinuationToken.Parse(token));
                var response = await SendAsync(request, cancellationToken, 200).ConfigureAwait(false);
                return Page<T>.FromValues(EntityJsonReader.ReadMany<T>(response), ContinuationToken.From(response)?.ToString(), response);
            },
            maxPerPage);
}
