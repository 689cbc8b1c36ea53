using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Unit.Tests.Storage;

public sealed class WorkMessageTests
{
    private const string Id = "01930000-0000-7000-8000-000000000001";
    private const string Time = "2026-11-21T10:00:00+00:00";

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"kind":"recompress"}""")]
    [InlineData("""{"kind":null}""")]
    [InlineData("""{"kind":"reprocess"}""")]
    [InlineData("""{"kind":"reprocess","status":"quarantined"}""")]
    [InlineData("""{"kind":"reprocess","status":"failed","purge":true}""")]
    [InlineData("""{"kind":"erase_user"}""")]
    [InlineData("""{"kind":"erase_user","userId":"  "}""")]
    [InlineData("""{"kind":"erase_user","userId":"ann","exceptTag":"keep"}""")]
    [InlineData("""{"kind":"erase_user","userId":"\ud800"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("hello")]
    public void A_batch_that_says_too_little_or_what_this_version_does_not_know_is_none(string text) =>
        Assert.Null(MessageJson.Read<BatchRequest>(text));

    [Theory]
    [InlineData($$"""{"kind":"erase_user","userId":"ann","purge":true,"before":"{{Time}}","due":"{{Time}}"}""")]
    [InlineData($$"""{"kind":"reprocess","status":"failed","cursor":"8215","before":"{{Time}}"}""")]
    public void A_batch_that_says_all_is_read(string text) => Assert.NotNull(MessageJson.Read<BatchRequest>(text));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"imageId":"nonsense"}""")]
    [InlineData("""{"attempt":1}""")]
    public void An_analysis_of_no_image_is_none(string text) => Assert.Null(MessageJson.Read<AnalysisRequest>(text));

    [Theory]
    [InlineData($$"""{"imageId":"{{Id}}","attempt":1}""", typeof(ImageWork.Uploads))]
    [InlineData(
        """{"type":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/uploads/blobs/a.jpg"}""",
        typeof(ImageWork.Uploads))]
    [InlineData($$"""{"imageId":"{{Id}}","attempt":1,"kind":"analysis"}""", typeof(ImageWork.Analysis))]
    [InlineData("""{"kind":"erase_user","userId":"ann"}""", typeof(ImageWork.Batch))]
    [InlineData($$"""{"imageId":"{{Id}}","kind":"recompress"}""", null)]
    [InlineData($$"""{"imageId":"{{Id}}","kind":7}""", null)]
    [InlineData("""{"kind":"analysis"}""", null)]
    [InlineData("hello", null)]
    public void What_a_message_about_images_says_tells_which_work_it_is(string text, Type? work) =>
        Assert.Equal(work, ImageWork.Read(text)?.GetType());

    [Fact]
    public void An_analysis_is_written_so_that_it_is_read_as_one()
    {
        var text = System.Text.Json.JsonSerializer.Serialize(new AnalysisRequest(ImageId.Parse(Id)!.Value, 2), MessageJson.Options);
        Assert.Equal(2, Assert.IsType<ImageWork.Analysis>(ImageWork.Read(text)).Request.Attempt);
    }

    [Fact]
    public void A_webhook_without_an_address_is_none() => Assert.Null(MessageJson.Read<WebhookRequest>(
        $$"""{"imageId":"{{Id}}","event":"image.completed","eventId":"1","time":"{{Time}}"}"""));

    [Fact]
    public void A_new_member_elsewhere_than_in_a_batch_is_passed_over() =>
        Assert.Equal(ImageId.Parse(Id), MessageJson.Read<AnalysisRequest>($$"""{"imageId":"{{Id}}","model":"new"}""")!.ImageId);
}
