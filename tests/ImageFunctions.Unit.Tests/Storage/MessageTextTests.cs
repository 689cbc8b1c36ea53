using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Unit.Tests.Storage;

public sealed class MessageTextTests
{
    [Fact]
    public void A_message_is_base64_of_its_text() => Assert.Equal("""{"a":"ä"}""", MessageText.Decode("eyJhIjoiw6QifQ=="));

    [Theory]
    [InlineData("""{"imageId":"x"}""")]
    [InlineData("not base64")]
    [InlineData("/w==")]
    public void Anything_else_is_none(string raw) => Assert.Null(MessageText.Decode(raw));
}
