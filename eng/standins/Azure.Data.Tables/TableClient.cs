using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table: its life here, its rows in the other parts of this class.</summary>
public partial class TableClient
{
    private readonly TablePipeline _pipeline;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TablePipeline.Create(TableConnection.Parse(connectionString), options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TablePipeline.Create(TableConnection.WithKey(endpoint, credential), options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TablePipeline.Create(TableConnection.WithToken(endpoint, tokenCredential), options), tableName)
    {
    }

    internal TableClient(TablePipeline pipeline, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _pipeline = pipeline;
        Name = tableName;
    }

    /// <summary>For a class that overrides the members.</summary>
    protected TableClient()
    {
    }

    public virtual string Name { get; }

    public virtual string AccountName => _pipeline.AccountName;

    public virtual Uri Uri => _pipeline.Absolute(Name);

    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    /// <exception cref="RequestFailedException">409 when it exists.</exception>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default)
    {
        var response = await _pipeline.SendAsync(TableRequests.Create(Name), cancellationToken).ConfigureAwait(false);
        return Response.FromValue(new TableItem(Name), TablePipeline.Require(response, 201, 204));
    }

    /// <summary>The raw response has status 409 when the table was there.</summary>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await _pipeline.SendAsync(TableRequests.Create(Name, preferNoContent: true), cancellationToken).ConfigureAwait(false);
        TablePipeline.Require(response, 201, 204, 409);
        if (response.Status == 409 && new RequestFailedException(response) is var failure && failure.ErrorCode == TableErrorCode.TableBeingDeleted)
            throw failure;
        return Response.FromValue(new TableItem(Name), response);
    }

    /// <summary>The response has status 404 when there was none.</summary>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TablePipeline.Require(
            await _pipeline.SendAsync(TableRequests.Delete(Name), cancellationToken).ConfigureAwait(false), 204, 404);
}
