using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Delivery;

/// <summary>
/// The configured keys less those that were revoked. A revocation stands in a table, so that it needs no new configuration, and
/// is known to every instance within <see cref="KnownFor"/>.
/// </summary>
public sealed class LinkKeys(StorageClients clients, IOptions<DeliveryOptions> options, TimeProvider time)
{
    public const string Partition = "linkkey";

    public static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(10);

    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);
    private volatile Revocations? _known;

    /// <summary>A configured key, revoked or not; no call to storage.</summary>
    public LinkKey? Configured(string? id) => options.Value.Keys.FirstOrDefault(key => key.Id == id);

    public async Task<bool> IsRevokedAsync(LinkKey key, CancellationToken cancellationToken) =>
        (await RevokedAsync(cancellationToken)).ContainsKey(key.Id);

    /// <exception cref="ProblemException"><c>links_not_configured</c>.</exception>
    public async Task<LinkKey> SigningAsync(CancellationToken cancellationToken)
    {
        var revoked = await RevokedAsync(cancellationToken);
        return options.Value.Keys.FirstOrDefault(key => !revoked.ContainsKey(key.Id))
            ?? throw new ProblemException(
                ProblemCodes.LinksNotConfigured, "No key to sign links is configured (Delivery__Keys), or all are revoked.");
    }

    public async Task<LinkKeyList> ListAsync(CancellationToken cancellationToken)
    {
        var revoked = await ReadAsync(cancellationToken);
        var signing = options.Value.Keys.FirstOrDefault(key => !revoked.ContainsKey(key.Id));
        return new([.. options.Value.Keys.Select(key => revoked.TryGetValue(key.Id, out var at)
            ? new LinkKeyView(key.Id, LinkKeyState.Revoked, at)
            : new LinkKeyView(key.Id, key == signing ? LinkKeyState.Signing : LinkKeyState.Valid, null))]);
    }

    /// <summary>For good: a key that is to sign again gets another id.</summary>
    /// <exception cref="ProblemException"><c>link_key_not_found</c>.</exception>
    public async Task<LinkKeyView> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var key = Configured(id) ?? throw new ProblemException(ProblemCodes.LinkKeyNotFound, "No key with this id is configured.");
        if (!(await ReadAsync(cancellationToken)).TryGetValue(key.Id, out var at))
        {
            at = time.GetUtcNow();
            await _table.UpsertEntityAsync(
                new TableEntity(Partition, key.Id) { ["At"] = at }, TableUpdateMode.Replace, cancellationToken);
            // Here it is known at once.
            _known = null;
        }

        return new LinkKeyView(key.Id, LinkKeyState.Revoked, at);
    }

    private async Task<IReadOnlyDictionary<string, DateTimeOffset>> RevokedAsync(CancellationToken cancellationToken) =>
        _known is { } known && time.GetUtcNow() < known.Until ? known.Keys : await ReadAsync(cancellationToken);

    private async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + KnownFor;
        var rows = await _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken)
            .ToDictionaryAsync(row => row.RowKey, row => row.GetDateTimeOffset("At") ?? default, cancellationToken: cancellationToken);
        _known = new Revocations(rows, until);
        return rows;
    }

    private sealed record Revocations(IReadOnlyDictionary<string, DateTimeOffset> Keys, DateTimeOffset Until);
}
