#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>Where the next page starts. As text both halves, joined by one space: the form the real package hands out.</summary>
internal sealed record ContinuationToken(string PartitionKey, string? RowKey)
{
    public static ContinuationToken? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new(text, null) : new(text[..space], space + 1 < text.Length ? text[(space + 1)..] : null);
    }

    public static ContinuationToken? From(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey))
            return null;
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey);
        return new(partitionKey, rowKey);
    }

    public override string ToString() => $"{PartitionKey} {RowKey}";
}
