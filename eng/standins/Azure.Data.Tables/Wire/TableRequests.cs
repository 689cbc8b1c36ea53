using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>The calls that create, list and delete tables.</summary>
internal static class TableRequests
{
    private static readonly HttpHeader Version = new("DataServiceVersion", TableRequest.DataServiceVersion);
    private static readonly HttpHeader AcceptMinimal = new("Accept", TableRequest.MinimalMetadata);

    public static TableRequest Create(string table, bool preferNoContent = false) => new(
        RequestMethod.Post,
        TableAddress.WithFormat("Tables"),
        [
            Version,
            .. preferNoContent ? (HttpHeader[])[new("Prefer", "return-no-content")] : [],
            AcceptMinimal,
            new("Content-Type", "application/json;odata=nometadata"),
        ],
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }));

    public static TableRequest Delete(string table) => new(
        RequestMethod.Delete, $"Tables('{table}')", [new("Accept", "application/json")]);

    public static TableRequest List(string? filter, int? top, string? next) => new(
        RequestMethod.Get,
        TableAddress.WithFormat("Tables", ("$top", TableAddress.Number(top)), ("$filter", filter), ("NextTableName", next)),
        [Version, AcceptMinimal]);

    public static List<TableItem> ReadList(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(table => new TableItem(table.GetProperty("TableName").GetString()))];
    }
}
