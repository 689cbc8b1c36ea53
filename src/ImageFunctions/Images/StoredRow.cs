using System.Text.Json;
using Azure.Data.Tables;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Reads a row column by column and knows in the end what it could not read, or was not asked for.</summary>
internal sealed class StoredRow(TableEntity row)
{
    private readonly HashSet<string> _read =
        new(row.Count) { "PartitionKey", "RowKey", "Timestamp", "odata.etag", ImageRecords.WriteId };

    public string? Text(string name) => Take(name, out string? text) ? text : null;

    public T? Value<T>(string name)
        where T : struct => Take(name, out T value) ? value : null;

    /// <returns>Null when there is none, or none of this name.</returns>
    public T? Enum<T>(string name)
        where T : struct, Enum
    {
        // Numbers and lists of names are read as well, and were never written.
        if (!row.TryGetValue(name, out var value) || value is not string text
            || !System.Enum.TryParse(text, out T parsed) || System.Enum.GetName(parsed) != text)
            return null;
        _read.Add(name);
        return parsed;
    }

    public T? Json<T>(string name)
        where T : class
    {
        if (!Take(name, out string? json))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json!, StoredJson.Options);
        }
        catch (JsonException)
        {
            Keep(name);
            return null;
        }
    }

    /// <summary>Counts a column among the unread ones, so that it goes back as it is.</summary>
    public void Keep(string name) => _read.Remove(name);

    public bool IsUnread(string name) => row.TryGetValue(name, out var value) && value is not null && !_read.Contains(name);

    public IReadOnlyDictionary<string, object> Unread() =>
        row.Where(column => IsUnread(column.Key)).ToDictionary(column => column.Key, column => column.Value);

    private bool Take<T>(string name, out T? value)
    {
        value = default;
        if (!row.TryGetValue(name, out var found) || found is not T typed)
            return false;
        _read.Add(name);
        value = typed;
        return true;
    }
}
