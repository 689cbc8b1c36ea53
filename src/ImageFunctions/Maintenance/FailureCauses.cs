using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>
/// Why a message failed for the last time, kept until it arrives in its poison queue: there it has another id, and nothing but
/// its text tells that it is the same. The rows lie beside the dead letters, whose partitions are numbers.
/// </summary>
public sealed class FailureCauses(StorageClients clients)
{
    private const string Partition = "causes";
    private const int MaxLength = 500;

    /// <summary>Lets through the rows of dead letters only.</summary>
    public const string OthersOnly = $"PartitionKey lt '{Partition}'";

    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.DeadLettersTable);

    public async Task KeepAsync(QueuedText message, Exception cause, CancellationToken cancellationToken)
    {
        // What follows the first line are headers and stack traces, for the log.
        var text = $"{cause.GetType().Name}: {cause.Message.Trim().Split('\r', '\n')[0]}";
        var row = new TableEntity(Partition, KeyOf(message)) { ["Detail"] = text.Length > MaxLength ? text[..MaxLength] : text };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>The cause; null when the work ended without one, as when its process died.</summary>
    public async Task<string?> FindAsync(QueuedText message, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, KeyOf(message), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetString("Detail") : null;
    }

    public async Task ForgetAsync(QueuedText message, CancellationToken cancellationToken) =>
        await _table.DeleteEntityAsync(Partition, KeyOf(message), cancellationToken: cancellationToken);

    private static string KeyOf(QueuedText message) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Queue}\n{message.Text}")));
}
