using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Unit.Tests.Storage;

public sealed class UploadSignalTests
{
    private const string Subject = "/blobServices/default/containers/uploads/blobs/holiday/beach.jpg";
    private const string EventGrid =
        $$$"""{"id":"1","eventType":"Microsoft.Storage.BlobCreated","subject":"{{{Subject}}}","data":{"url":"x"},"dataVersion":"1"}""";
    private const string CloudEvent =
        $$$"""{"specversion":"1.0","type":"Microsoft.Storage.BlobCreated","source":"/s","id":"1","subject":"{{{Subject}}}","data":{}}""";
    private static readonly ImageId Id = ImageId.New(DateTimeOffset.UnixEpoch.AddYears(50));

    [Theory]
    [InlineData(EventGrid)]
    [InlineData(CloudEvent)]
    [InlineData("[" + EventGrid + "]")]
    [InlineData("[" + CloudEvent + "]")]
    public void Both_event_schemas_are_read_alone_and_in_a_list(string text) =>
        Assert.Equal("holiday/beach.jpg", Assert.Single(UploadSignal.Parse(text, "uploads")!).BlobName);

    [Fact]
    public void Our_own_message_is_read()
    {
        var signal = Assert.Single(UploadSignal.Parse($$"""{"imageId":"{{Id}}","attempt":3}""", "uploads")!);
        Assert.Equal(new UploadCheck(Id, 3), signal.Check);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("""{"imageId":"nonsense"}""")]
    [InlineData("""{"imageId":7}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobDeleted","subject":"/blobServices/default/containers/uploads/blobs/a"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/variants/blobs/a"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/uploads/blobs/"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/uploads/"""
        + """blobs/../secrets/a.jpg"}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/uploads/blobs/\ud800"}""")]
    [InlineData("""{"imageId":"\ud800"}""")]
    [InlineData("\"\\ud800\"")]
    public void Anything_else_is_not_understood(string text) => Assert.Null(UploadSignal.Parse(text, "uploads"));
}
