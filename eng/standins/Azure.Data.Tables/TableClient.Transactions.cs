using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>
    /// Stores all or nothing. The service takes up to 100 steps on different rows of one partition; none of that is
    /// checked here, nor by the real package.
    /// </summary>
    /// <exception cref="TableTransactionFailedException">A step was refused.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var steps = transactionActions.Select(Step).ToList();
        if (steps.Count == 0)
            throw new InvalidOperationException("A transaction needs at least one action.");

        var response = await SendAsync(BatchRequest.Create(steps, _pipeline), cancellationToken, 202).ConfigureAwait(false);
        return Response.FromValue(BatchResponse.Read(response, steps.Count), response);
    }

    private TableRequest Step(TableTransactionAction action)
    {
        var entity = action.Entity;
        TableRequest Update(TableUpdateMode mode, ETag ifMatch) => EntityRequests.Update(Name, entity, mode, ifMatch, _pipeline.MergesByPost);
        return action.ActionType switch
        {
            TableTransactionActionType.Add => EntityRequests.Insert(Name, entity),
            TableTransactionActionType.Delete => EntityRequests.Delete(Name, entity.PartitionKey, entity.RowKey, action.ETag),
            TableTransactionActionType.UpdateMerge => Update(TableUpdateMode.Merge, action.ETag),
            TableTransactionActionType.UpdateReplace => Update(TableUpdateMode.Replace, action.ETag),
            TableTransactionActionType.UpsertMerge => Update(TableUpdateMode.Merge, default),
            TableTransactionActionType.UpsertReplace => Update(TableUpdateMode.Replace, default),
            _ => throw new InvalidOperationException("Unknown request type."),
        };
    }
}
