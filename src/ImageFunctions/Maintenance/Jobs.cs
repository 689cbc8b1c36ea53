using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>What can be told of such work while it goes on and for some time after. Nothing of whose images they are.</summary>
public sealed class Jobs(StorageClients clients, MessageQueues queues, TimeProvider time)
{
    public const string Partition = "job";

    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);

    /// <summary>Queues work over the images that exist now; what tells of it comes first.</summary>
    /// <param name="request">Its job and its end in time are set here.</param>
    public async Task<Job> StartAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var job = new Job(Guid.CreateVersion7(now).ToString(), request.Kind, JobStatus.Running, 0, now, null);
        await _table.AddEntityAsync(
            new TableEntity(Partition, job.JobId)
            {
                ["Kind"] = job.Kind,
                ["Status"] = nameof(JobStatus.Running),
                ["Images"] = 0,
                ["StartedAt"] = now,
            }, cancellationToken);
        await queues.SendAsync(request with { JobId = job.JobId, Before = time.GetUtcNow() }, TimeSpan.Zero, cancellationToken);
        return job;
    }

    /// <exception cref="ProblemException"><c>job_not_found</c>.</exception>
    public async Task<Job> GetAsync(string id, CancellationToken cancellationToken)
    {
        var row = Guid.TryParseExact(id, "D", out var key)
            ? await _table.GetEntityIfExistsAsync<TableEntity>(Partition, key.ToString(), cancellationToken: cancellationToken)
            : null;
        if (row is not { HasValue: true, Value: { } job })
            throw new ProblemException(ProblemCodes.JobNotFound, "There is no job with this id.");
        return new Job(
            key.ToString(), job.GetString("Kind"), Enum.Parse<JobStatus>(job.GetString("Status")), job.GetInt32("Images") ?? 0,
            job.GetDateTimeOffset("StartedAt") ?? default, job.GetDateTimeOffset("EndedAt"));
    }

    public Task ProgressAsync(BatchRequest request, int images, CancellationToken cancellationToken) =>
        PutAsync(request.JobId, new() { ["Images"] = images }, cancellationToken);

    public Task EndAsync(BatchRequest request, JobStatus status, CancellationToken cancellationToken) =>
        PutAsync(request.JobId, new() { ["Status"] = status.ToString(), ["EndedAt"] = time.GetUtcNow() }, cancellationToken);

    private async Task PutAsync(string? job, TableEntity row, CancellationToken cancellationToken)
    {
        // Work that an earlier version started has none.
        if (job is not { } id)
            return;
        (row.PartitionKey, row.RowKey) = (Partition, id.ToString());
        await _table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }
}
