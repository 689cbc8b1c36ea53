using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <exception cref="RequestFailedException">409 when there is a row with these keys.</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        return await SendAsync(EntityRequests.Insert(Name, entity), cancellationToken, 201, 204).ConfigureAwait(false);
    }

    /// <exception cref="RequestFailedException">404 when there is no such row.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, cancellationToken, 200).ConfigureAwait(false);
        return Response.FromValue(EntityJsonReader.ReadOne<T>(response), response);
    }

    /// <summary>No value when the row, or the table, does not exist.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await GetAsync(partitionKey, rowKey, select, cancellationToken, 200, 404).ConfigureAwait(false);
        return response.Status == 404
            ? new NoValueResponse<T>(response)
            : Response.FromValue(EntityJsonReader.ReadOne<T>(response), response);
    }

    /// <exception cref="RequestFailedException">412 when the row has another version, 404 when there is none.</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        if (ifMatch == default)
            throw new ArgumentException("The value needs to be specified for the 'ifMatch' parameter.", nameof(ifMatch));
        return await SendAsync(EntityRequests.Update(Name, entity, mode, ifMatch, _pipeline.MergesByPost), cancellationToken, 204).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        return await SendAsync(EntityRequests.Update(Name, entity, mode, default, _pipeline.MergesByPost), cancellationToken, 204).ConfigureAwait(false);
    }

    /// <summary>The response has status 404 when there was no such row.</summary>
    /// <exception cref="RequestFailedException">412 when the row has another version.</exception>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return await SendAsync(EntityRequests.Delete(Name, partitionKey, rowKey, ifMatch), cancellationToken, 204, 404).ConfigureAwait(false);
    }

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private Task<Response> GetAsync(
        string partitionKey, string rowKey, IEnumerable<string> select, CancellationToken cancellationToken, params int[] expected)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return SendAsync(EntityRequests.Get(Name, partitionKey, rowKey, select), cancellationToken, expected);
    }

    private async Task<Response> SendAsync(TableRequest request, CancellationToken cancellationToken, params int[] expected) =>
        TablePipeline.Require(await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false), expected);

    private static void RequireKeys<T>(T entity)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
    }
}
