using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class EntityClassTests(StorageEmulator emulator) : TableTest(emulator)
{
    private static readonly ImageRow Full = new()
    {
        PartitionKey = "p",
        RowKey = "r",
        Title = "Ünï",
        Width = 640,
        Bytes = 5_000_000_000,
        Ratio = 1.5,
        Hidden = true,
        Id = Guid.Parse("0197b1f0-0000-7000-8000-000000000001"),
        UploadedAt = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero),
        ProcessedAt = new DateTime(2026, 2, 3, 4, 5, 7, DateTimeKind.Utc),
        Hash = [1, 2, 255],
        Thumbnail = BinaryData.FromBytes([9, 8]),
        State = RowState.Completed,
        Previous = RowState.Pending,
        Elapsed = TimeSpan.FromMilliseconds(1500),
        Height = 480,
        Limit = 7,
        DeletedAt = new DateTimeOffset(2026, 2, 4, 0, 0, 0, TimeSpan.Zero),
        Description = "text",
        Unstored = "never sent",
    };

    [Fact]
    public async Task Every_property_comes_back()
    {
        var back = await StoreAsync(Full);

        Assert.Equal(
            Full with { Timestamp = back.Timestamp, ETag = back.ETag, Hash = back.Hash, Thumbnail = back.Thumbnail, Unstored = null },
            back);
        Assert.Equal(Full.Hash, back.Hash);
        Assert.Equal(Full.Thumbnail!.ToArray(), back.Thumbnail!.ToArray());
        Assert.Equal(DateTimeKind.Utc, back.ProcessedAt.Kind);
        Assert.NotNull(back.Timestamp);
        Assert.NotEqual(default, back.ETag);
    }

    [Fact]
    public async Task Properties_without_a_value_stay_null()
    {
        var back = await StoreAsync(new ImageRow { PartitionKey = "p", RowKey = "r", ProcessedAt = DateTime.UnixEpoch });

        Assert.Null(back.Title);
        Assert.Null(back.Height);
        Assert.Null(back.Limit);
        Assert.Null(back.Previous);
        Assert.Null(back.DeletedAt);
        Assert.Null(back.Hash);
    }

    [Fact]
    public async Task Columns_have_the_names_and_types_of_the_service()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Full, Token);

        var row = await ReadAsync(table, "p", "r");

        Assert.Equal("text", row.GetString("desc"));
        Assert.Equal("Completed", row.GetString("State"));
        Assert.Equal("PT1.5S", row.GetString("Elapsed"));
        Assert.Equal("640px", row.GetString("Computed"));
        Assert.Equal(5_000_000_000, row.GetInt64("Bytes"));
        Assert.False(row.ContainsKey("Unstored"));
        Assert.False(row.ContainsKey("Description"));
    }

    [Fact]
    public async Task An_enum_name_that_is_not_known_leaves_the_default()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["State"] = "Vanished", ["Width"] = 3 }, Token);

        var back = await table.GetEntityAsync<ImageRow>("p", "r", cancellationToken: Token);

        Assert.Equal((RowState.Pending, 3), (back.Value.State, back.Value.Width));
    }

    private async Task<ImageRow> StoreAsync(ImageRow row)
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(row, Token);
        return (await table.GetEntityAsync<ImageRow>("p", "r", cancellationToken: Token)).Value;
    }
}
