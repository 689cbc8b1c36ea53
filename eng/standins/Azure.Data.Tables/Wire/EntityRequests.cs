using Azure.Core;
using Azure.Data.Tables.Entities;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>The calls that read and write rows (learn.microsoft.com, "Table Storage REST API").</summary>
internal static class EntityRequests
{
    private static readonly HttpHeader Version = new("DataServiceVersion", TableRequest.DataServiceVersion);
    private static readonly HttpHeader AcceptMinimal = new("Accept", TableRequest.MinimalMetadata);
    private static readonly HttpHeader AcceptJson = new("Accept", "application/json");
    private static readonly HttpHeader JsonContent = new("Content-Type", "application/json");

    public static TableRequest Insert(string table, ITableEntity entity) => new(
        RequestMethod.Post,
        TableAddress.WithFormat(table),
        [
            Version,
            new("Prefer", "return-no-content"),
            AcceptMinimal,
            new("Content-Type", "application/json;odata=nometadata"),
        ],
        EntityJsonWriter.Write(entity));

    /// <summary>An update of one version, or with no version an insert-or-update.</summary>
    public static TableRequest Update(string table, ITableEntity entity, TableUpdateMode mode, ETag ifMatch, bool mergeByPost)
    {
        List<HttpHeader> headers = [Version, AcceptJson, JsonContent];
        if (ifMatch != default)
            headers.Add(new("If-Match", ifMatch.ToString()));

        var method = mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;
        if (mergeByPost && method == RequestMethod.Patch)
        {
            method = RequestMethod.Post;
            headers.Add(new("X-HTTP-Method", "MERGE"));
        }

        var address = TableAddress.WithFormat(TableAddress.Entity(table, entity.PartitionKey, entity.RowKey));
        return new(method, address, headers, EntityJsonWriter.Write(entity));
    }

    public static TableRequest Delete(string table, string partitionKey, string rowKey, ETag ifMatch) => new(
        RequestMethod.Delete,
        TableAddress.WithFormat(TableAddress.Entity(table, partitionKey, rowKey)),
        [Version, AcceptMinimal, new("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString())]);

    public static TableRequest Get(string table, string partitionKey, string rowKey, IEnumerable<string>? select) => new(
        RequestMethod.Get,
        TableAddress.WithFormat(TableAddress.Entity(table, partitionKey, rowKey), ("$select", Columns(select))),
        [Version, AcceptMinimal]);

    public static TableRequest Query(string table, string? filter, int? top, IEnumerable<string>? select, ContinuationToken? next) => new(
        RequestMethod.Get,
        TableAddress.WithFormat(
            $"{table}()",
            ("$top", TableAddress.Number(top)),
            ("$select", Columns(select)),
            ("$filter", filter),
            ("NextPartitionKey", next?.PartitionKey),
            ("NextRowKey", next?.RowKey)),
        [Version, AcceptMinimal]);

    private static string? Columns(IEnumerable<string>? select) => select is null ? null : string.Join(',', select);
}
