using System.Text;
using System.Text.Json;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Unit.Tests.Images;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("\"a\"", "a")]
    [InlineData("\"\"", "")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("\"\\ud83d\"", null)]
    [InlineData("\"\\ude00 and more\"", null)]
    [InlineData("5", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public void A_string_is_read_if_it_is_text(string json, string? text) => Assert.Equal(text, JsonText.Of(Parse(json)));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_no_text() =>
        Assert.Null(JsonText.Of(JsonDocument.Parse((byte[])[(byte)'"', 0xC3, 0x28, (byte)'"']).RootElement));

    [Theory]
    [InlineData("{\"a\":1}", "a")]
    [InlineData("{\"\\ud83d\":1}", null)]
    public void A_member_s_name_likewise(string json, string? name) =>
        Assert.Equal(name, JsonText.NameOf(Parse(json).EnumerateObject().Single()));

    private static JsonElement Parse(string json) => JsonDocument.Parse(Encoding.UTF8.GetBytes(json)).RootElement;
}
