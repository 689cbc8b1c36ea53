using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>
/// What is remembered of the dead, so that whoever comes late with a write for them loses: that an image was purged, and
/// when a user was erased. Only hashes, and only for <see cref="KeptFor"/>; nothing of ours is under way for longer.
/// </summary>
public sealed class Tombstones(StorageClients clients, TimeProvider time)
{
    public const string Partition = "erased";

    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);

    /// <param name="job">The erasure that it belongs to, if any.</param>
    public Task AddAsync(ImageId id, string? job, CancellationToken cancellationToken) =>
        PutAsync(KeyOf(id), job, isUser: false, cancellationToken);

    /// <summary>Everything of the user's that was made before now is to go.</summary>
    public Task AddUserAsync(string userId, CancellationToken cancellationToken) =>
        PutAsync(KeyOfUser(userId), null, isUser: true, cancellationToken);

    public async Task<bool> HasAsync(ImageId id, CancellationToken cancellationToken) =>
        (await _table.GetEntityIfExistsAsync<TableEntity>(Partition, KeyOf(id), cancellationToken: cancellationToken)).HasValue;

    /// <summary>Whether an image belongs to a user who was erased after it was made.</summary>
    public async Task<bool> IsOwnerErasedAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        if (image.UserId is null)
            return false;
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(
            Partition, KeyOfUser(image.UserId), cancellationToken: cancellationToken);
        return row.HasValue && image.CreatedAt <= row.Value!.GetDateTimeOffset("At");
    }

    /// <summary>The images of one erasure, as <see cref="KeyOf"/> names them.</summary>
    public Task<HashSet<string>> OfJobAsync(string job, CancellationToken cancellationToken) =>
        KeysAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Job eq {job}"), cancellationToken);

    /// <summary>The users erased of late, as <see cref="KeyOfUser"/> names them.</summary>
    public Task<HashSet<string>> UsersAsync(CancellationToken cancellationToken) =>
        KeysAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and IsUser eq {true}"), cancellationToken);

    public static string KeyOf(ImageId id) => Hash("image " + id);

    public static string KeyOfUser(string userId) => Hash("user " + userId);

    private async Task<HashSet<string>> KeysAsync(string query, CancellationToken cancellationToken) =>
        await _table.QueryAsync<TableEntity>(query, select: ["RowKey"], cancellationToken: cancellationToken)
            .Select(row => row.RowKey).ToHashSetAsync(cancellationToken: cancellationToken);

    private async Task PutAsync(string key, string? job, bool isUser, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, key) { ["At"] = time.GetUtcNow(), ["IsUser"] = isUser };
        if (job is not null)
            row["Job"] = job;
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
