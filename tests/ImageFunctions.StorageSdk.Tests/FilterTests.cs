using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class FilterTests(StorageEmulator emulator) : TableTest(emulator)
{
    private static readonly Guid Id = Guid.Parse("0197b1f0-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
    private static readonly byte[] Bytes = [1, 2, 9];

    [Fact]
    public void Each_type_has_its_literal()
    {
        Assert.Equal("A eq 'o''brien'", TableClient.CreateQueryFilter($"A eq {"o'brien"}"));
        Assert.Equal("A eq '''' or A eq 'x'", TableClient.CreateQueryFilter($"A eq {'\''} or A eq {'x'}"));
        Assert.Equal("A eq 5", TableClient.CreateQueryFilter($"A eq {5}"));
        Assert.Equal("A eq 5L", TableClient.CreateQueryFilter($"A eq {5L}"));
        Assert.Equal("A eq 1.5", TableClient.CreateQueryFilter($"A eq {1.5}"));
        Assert.Equal("A eq true", TableClient.CreateQueryFilter($"A eq {true}"));
        Assert.Equal("A eq guid'0197b1f0-0000-7000-8000-000000000001'", TableClient.CreateQueryFilter($"A eq {Id}"));
        Assert.Equal("A eq datetime'2026-02-03T04:05:06Z'", TableClient.CreateQueryFilter($"A eq {Time.ToOffset(TimeSpan.FromHours(2))}"));
        Assert.Equal("A eq datetime'2026-02-03T04:05:06Z'", TableClient.CreateQueryFilter($"A eq {Time.UtcDateTime}"));
        Assert.Equal("A eq X'010209'", TableClient.CreateQueryFilter($"A eq {Bytes}"));
    }

    [Fact]
    public void A_type_without_a_literal_is_refused() =>
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {TimeSpan.Zero}"));

    [Fact]
    public void The_culture_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal("A eq 1.5", TableClient.CreateQueryFilter($"A eq {1.5}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Each_literal_finds_its_row_and_no_other()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(
            new TableEntity("p", "match")
            {
                ["Text"] = "o'brien & 图",
                ["Int"] = -5,
                ["Long"] = 5_000_000_000L,
                ["Double"] = 1.5,
                ["Flag"] = true,
                ["Id"] = Id,
                ["Time"] = Time,
                ["Bytes"] = Bytes,
            },
            Token);
        await table.AddEntityAsync(
            new TableEntity("p", "other")
            {
                ["Text"] = "o",
                ["Int"] = 6,
                ["Long"] = 1L,
                ["Double"] = 2.5,
                ["Flag"] = false,
                ["Id"] = Guid.Empty,
                ["Time"] = Time.AddSeconds(1),
                ["Bytes"] = new byte[] { 3 },
            },
            Token);

        FormattableString[] filters =
        [
            $"Text eq {"o'brien & 图"}", $"Int eq {-5}", $"Long eq {5_000_000_000L}", $"Double eq {1.5}",
            $"Flag eq {true}", $"Id eq {Id}", $"Time eq {Time}", $"Bytes eq {Bytes}",
        ];
        foreach (var filter in filters)
            Assert.Equal((filter.Format, "match"), (filter.Format, string.Join(',', await RowKeysAsync(table, TableClient.CreateQueryFilter(filter)))));
    }

    [Theory]
    [InlineData("N eq 2", "2")]
    [InlineData("N ne 2", "1,3")]
    [InlineData("N gt 1", "2,3")]
    [InlineData("N ge 2", "2,3")]
    [InlineData("N lt 2", "1")]
    [InlineData("N le 2", "1,2")]
    [InlineData("N gt 1 and N lt 3", "2")]
    [InlineData("N eq 1 or N eq 3", "1,3")]
    [InlineData("not (N eq 1)", "2,3")]
    [InlineData("(N eq 1 or N eq 2) and (N ge 2)", "2")]
    [InlineData("RowKey ge '2' and RowKey lt '3'", "2")]
    public async Task Operators_compare(string filter, string expected)
    {
        var table = await NewTableAsync();
        foreach (var number in (int[])[1, 2, 3])
            await table.AddEntityAsync(new TableEntity("p", number.ToString(CultureInfo.InvariantCulture)) { ["N"] = number }, Token);

        Assert.Equal(expected, string.Join(',', await RowKeysAsync(table, filter)));
    }

    [Fact]
    public async Task Columns_can_be_selected()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Token);

        await foreach (var row in table.QueryAsync<TableEntity>("A eq 1", select: ["PartitionKey", "B"], cancellationToken: Token))
            Assert.Equal(["B", "PartitionKey", "odata.etag"], row.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_filter_that_is_no_filter_answers_400()
    {
        var table = await NewTableAsync();
        Assert.Equal(400, (await Assert.ThrowsAsync<RequestFailedException>(() => RowKeysAsync(table, "this is no filter"))).Status);
    }
}
