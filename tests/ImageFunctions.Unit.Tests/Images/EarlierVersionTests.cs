using Azure.Data.Tables;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Unit.Tests.Images;

/// <summary>Rows and messages as earlier versions wrote them, letter by letter: what lies in an account stays readable.</summary>
public sealed class EarlierVersionTests
{
    private const string Id = "019a9f3c-5d1e-7b42-8c3a-6f0e2d4b9a17";

    [Fact]
    public void A_completed_image_of_November_2026_is_read_in_full()
    {
        var image = Read(Completed());
        Assert.Equal((Id, Id, "Küste.jpg", "image/jpeg"), (image.Id.ToString(), image.BlobName, image.FileName, image.DeclaredType));
        Assert.Equal((ImageStatus.Completed, 1, 1_834_211L), (image.Status, image.Attempt, image.Size));
        Assert.Equal(("Dunes", "Two lines\nof text.", "ann@example.org"), (image.Title, image.Description, image.UserId));
        Assert.Equal(["Dune", "north sea"], image.Tags);
        Assert.Equal(new ImageSteps
        {
            Upload = StepState.Completed,
            Thumbnails = StepState.Completed,
            WebP = StepState.Completed,
            Analysis = StepState.Skipped,
        }, image.Steps);
        Assert.Equal((ImageFormat.Jpeg, 3600, 2700, 6, "Canon"),
            (image.Header!.Format, image.Header.Width, image.Header.Height, image.Header.Orientation, image.Header.Exif["Make"]));
        Assert.Equal(new StoredVariant("small", "image/jpeg", 150, 113, 6120), Assert.Single(image.Variants));
        Assert.Equal(("LKO2?U%2Tw=w]~RBVZRi};RPxuwH", "#8a7f6b", 17_870_283_321_406_128_128UL),
            (image.Traits!.BlurHash, image.Traits.DominantColor, image.Traits.PerceptualHash));
        Assert.Equal(("beach", 98.5), (image.Analysis!.Labels[0].Name, image.Analysis.Labels[0].Confidence));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 5, TimeSpan.Zero), image.ProcessedAt);
        Assert.Equal(Moderation.None, image.Moderation);
        Assert.Empty(image.Owes);
        Assert.Empty(image.Unread);
    }

    [Fact]
    public void An_image_that_was_blocked_when_a_block_was_an_error_is_blocked()
    {
        var row = Completed();
        row["Status"] = "Failed";
        row["Error"] = """{"code":"content_blocked","message":"The image was blocked by moderation."}""";
        Assert.Equal((ImageStatus.Failed, ModerationState.Blocked), (Read(row).Status, Read(row).Moderation.State));
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Uploaded")]
    [InlineData("Processing")]
    [InlineData("Failed")]
    [InlineData("Expired")]
    public void Every_status_is_known(string status)
    {
        var row = Completed();
        row["Status"] = status;
        Assert.Equal(status, Read(row).Status.ToString());
        (row["StatusBeforeDelete"], row["Status"]) = (status, "Deleted");
        Assert.Equal((ImageStatus.Deleted, status), (Read(row).Status, Read(row).StatusBeforeDelete.ToString()));
    }

    [Fact]
    public void What_is_read_is_written_back_as_it_was()
    {
        var row = Completed();
        (row["Shelf"], row["Status"], row["Traits"]) = ("7", "Archived", """{"newer":true}""");
        var image = Read(row);
        Assert.Equal(ImageStatus.Unknown, image.Status);
        var written = RecordEntity.From(image with { Title = "Other" });
        Assert.Equal(("7", "Archived", """{"newer":true}"""), (written["Shelf"], written["Status"], written["Traits"]));
        var deleted = RecordEntity.From(image.Delete(DateTimeOffset.UnixEpoch));
        Assert.Equal(("Deleted", "Archived"), (deleted["Status"], deleted["StatusBeforeDelete"]));
        Assert.Equal("Archived", RecordEntity.From(Read(deleted).Restore())["Status"]);
    }

    [Fact]
    public void A_row_of_anything_else_is_no_record()
    {
        Assert.Null(RecordEntity.ToRecord(new TableEntity("00001", "nonsense")));
        Assert.Equal(ImageStatus.Unknown, RecordEntity.ToRecord(new TableEntity("79420", Completed().RowKey) { ["Status"] = 7 })!.Status);
    }

    [Fact]
    public void Messages_of_November_2026_are_read()
    {
        const string Due = "\"due\":\"2026-11-21T10:00:00.1234567Z\"";
        Assert.Equal(3, UploadSignal.Parse(
            $$"""{"imageId":"{{Id}}","attempt":3,"traceParent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",{{Due}}}""",
            "uploads")![0].Check!.Attempt);
        Assert.Equal(2, MessageJson.Read<AnalysisRequest>($$"""{"imageId":"{{Id}}","attempt":2,{{Due}}}""")!.Attempt);
        Assert.Equal("https://example.org/hook", MessageJson.Read<WebhookRequest>(
            $$"""{"imageId":"{{Id}}","event":"image.completed","eventId":"019a9f3c-6e00-7000-8000-"""
            + $$"""000000000001","time":"2026-11-21T10:00:05Z","attempt":1,"url":"https://example.org/hook",{{Due}}}""")!.Url);
        Assert.Equal("ann", MessageJson.Read<BatchRequest>(
            $$"""{"kind":"erase_user","userId":"ann","purge":true,"before":"2026-11-21T10:00:00Z",{{Due}}}""")!.UserId);
        Assert.Equal(ImageStatus.Failed, MessageJson.Read<BatchRequest>(
            $$"""{"kind":"reprocess","status":"failed","purge":"""
            + $$"""false,"cursor":"8236341234567_{{Id}}","before":"2026-11-21T10:00:00Z",{{Due}}}""")!.Status);
    }

    private static ImageRecord Read(TableEntity row) => RecordEntity.ToRecord(row)!;

    private static TableEntity Completed()
    {
        var created = ImageId.Parse(Id)!.Value.CreatedAt.ToUnixTimeMilliseconds();
        return new TableEntity($"{99_999 - (created / 86_400_000):D5}", $"{9_999_999_999_999 - created:D13}_{Id}")
        {
            ["BlobName"] = Id,
            ["FileName"] = "Küste.jpg",
            ["DeclaredType"] = "image/jpeg",
            ["Title"] = "Dunes",
            ["Description"] = "Two lines\nof text.",
            ["UserId"] = "ann@example.org",
            ["CallbackUrl"] = "https://example.org/hook",
            ["Status"] = "Completed",
            ["Attempt"] = 1,
            ["UploadExpiresAt"] = new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero),
            ["UploadedAt"] = new DateTimeOffset(2026, 11, 21, 10, 0, 1, TimeSpan.Zero),
            ["StartedAt"] = new DateTimeOffset(2026, 11, 21, 10, 0, 1, TimeSpan.Zero),
            ["ProcessedAt"] = new DateTimeOffset(2026, 11, 21, 10, 0, 5, TimeSpan.Zero),
            ["ExpiresAt"] = new DateTimeOffset(2026, 12, 21, 10, 0, 0, TimeSpan.Zero),
            ["Size"] = 1_834_211L,
            ["Sha256"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ["OriginalETag"] = "\"0x8DE28F3C5D1E7B4\"",
            ["AnalysisNote"] = "not_configured",
            ["TraceParent"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            ["Tags"] = """["Dune","north sea"]""",
            ["Steps"] = """{"upload":"completed","thumbnails":"completed","webP":"completed","analysis":"skipped","progress":100}""",
            ["Header"] =
                """{"format":"jpeg","width":3600,"height":2700,"orientation":6,"hasAlpha":"""
                + """false,"frames":1,"exif":{"Make":"Canon"},"totalPixels":9720000}""",
            ["Variants"] = """[{"name":"small","contentType":"image/jpeg","width":150,"height":113,"bytes":6120}]""",
            ["Traits"] =
                """{"blurHash":"LKO2?U%2Tw=w]~RBVZRi};RPxuwH","dominantColor":"#8a7f6b","palette":["#8a7f6b","#d9d2c3"],"perceptualHash":"""
                + """17870283321406128128,"sharpness":41.2,"brightness":55.9}""",
            ["Analysis"] =
                """{"labels":[{"name":"beach","confidence":98.5}],"objects":[{"name":"dog","confidence":80,"box":"""
                + """{"x":1,"y":2,"width":3,"height":4}}],"people":0,"blocked":false}""",
        };
    }
}
