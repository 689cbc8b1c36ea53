using System.Globalization;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>Addresses relative to the endpoint.</summary>
internal static class TableAddress
{
    public static string Entity(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Key(partitionKey)}',RowKey='{Key(rowKey)}')";

    public static string WithFormat(string path, params (string Name, string? Value)[] query) =>
        path + "?$format=" + Uri.EscapeDataString(TableRequest.MinimalMetadata)
        + string.Concat(query.Where(pair => pair.Value is not null).Select(pair => $"&{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));

    public static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    // A quote inside a key is doubled, as in every OData literal.
    private static string Key(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
