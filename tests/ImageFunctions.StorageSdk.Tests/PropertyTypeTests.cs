using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class PropertyTypeTests(StorageEmulator emulator) : TableTest(emulator)
{
    private static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    [Theory]
    [InlineData("")]
    [InlineData("é 图 🖼 \" \\ \n \u2028 </script>")]
    public async Task A_string_comes_back(string text) => Assert.Equal(text, (await StoreAsync(text)).GetString("V"));

    [Theory]
    [InlineData(0)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public async Task An_int_comes_back(int number) => Assert.Equal(number, (await StoreAsync(number)).GetInt32("V"));

    [Theory]
    [InlineData(5L)]
    [InlineData(5_000_000_000L)]
    [InlineData(long.MinValue)]
    public async Task A_long_comes_back_as_a_long(long number) => Assert.Equal(number, (await StoreAsync(number)).GetInt64("V"));

    [Theory]
    [InlineData(0.1)]
    [InlineData(-1.5e300)]
    [InlineData(double.Epsilon)]
    public async Task A_double_comes_back(double number) => Assert.Equal(number, (await StoreAsync(number)).GetDouble("V"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bool_comes_back(bool flag) => Assert.Equal(flag, (await StoreAsync(flag)).GetBoolean("V"));

    [Fact]
    public async Task A_guid_comes_back()
    {
        var id = Guid.NewGuid();
        Assert.Equal(id, (await StoreAsync(id)).GetGuid("V"));
    }

    [Fact]
    public async Task A_time_with_an_offset_comes_back_as_the_same_moment()
    {
        var row = await StoreAsync(Time.ToOffset(TimeSpan.FromHours(3)));
        Assert.Equal(Time, row.GetDateTimeOffset("V"));
        Assert.Equal(Time.UtcDateTime, row.GetDateTime("V"));
    }

    [Fact]
    public async Task A_utc_time_comes_back() => Assert.Equal(Time.UtcDateTime, (await StoreAsync(Time.UtcDateTime)).GetDateTime("V"));

    [Fact]
    public async Task Bytes_come_back()
    {
        byte[] bytes = [0, 1, 254, 255];
        Assert.Equal(bytes, (await StoreAsync(bytes)).GetBinary("V"));
        Assert.Equal(bytes, (await StoreAsync(BinaryData.FromBytes(bytes))).GetBinaryData("V").ToArray());
    }

    [Fact]
    public async Task A_null_is_not_stored()
    {
        var row = await StoreAsync(null);
        Assert.Null(row.GetString("V"));
        Assert.False(row.ContainsKey("V"));
    }

    [Fact]
    public async Task A_property_asked_for_by_another_type_is_refused()
    {
        var row = await StoreAsync(5L);
        Assert.Throws<InvalidOperationException>(() => row.GetInt32("V"));
        Assert.Throws<InvalidOperationException>(() => row.GetString("V"));
    }

    [Fact]
    public async Task A_time_that_is_not_utc_is_refused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => StoreAsync(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local)));

    [Fact]
    public async Task An_enum_outside_a_class_is_refused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => StoreAsync(RowState.Completed));

    [Fact]
    public async Task A_row_has_the_services_timestamp_and_version()
    {
        var row = await StoreAsync(1);
        Assert.InRange(row.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.StartsWith("W/\"datetime'", row.ETag.ToString(), StringComparison.Ordinal);
        Assert.Equal(["PartitionKey", "RowKey", "Timestamp", "V", "odata.etag"], row.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_column_keeps_its_wider_number_type_when_an_int_is_assigned()
    {
        var row = await StoreAsync(5L);
        row["V"] = 7;
        Assert.Equal(7L, row.GetInt64("V"));
    }

    private async Task<TableEntity> StoreAsync(object? value)
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = value }, Token);
        return await ReadAsync(table, "p", "r");
    }
}
