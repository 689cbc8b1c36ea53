using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

public enum RowState
{
    Pending,
    Completed,
}

/// <summary>A row with a property of every type an entity class may have.</summary>
public sealed record ImageRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Title { get; set; }

    public int Width { get; init; }

    public long Bytes { get; init; }

    public double Ratio { get; init; }

    public bool Hidden { get; init; }

    public Guid Id { get; init; }

    public DateTimeOffset UploadedAt { get; init; }

    public DateTime ProcessedAt { get; init; }

    public byte[]? Hash { get; init; }

    public BinaryData? Thumbnail { get; init; }

    public RowState State { get; init; }

    public RowState? Previous { get; init; }

    public TimeSpan Elapsed { get; init; }

    public int? Height { get; init; }

    public long? Limit { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    [DataMember(Name = "desc")]
    public string? Description { get; init; }

    [IgnoreDataMember]
    public string? Unstored { get; init; }

    public string Computed => $"{Width}px";
}
