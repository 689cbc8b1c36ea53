using ImageFunctions.Http;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Unit.Tests.Http;

public sealed class EntityTagTests
{
    [Fact]
    public void A_star_asks_for_any_version() => Assert.Null(Expected("*"));

    [Fact]
    public void A_star_in_quotes_is_the_name_of_a_version_that_no_image_has() =>
        Assert.False(Expected("\"*\"")!(new ImageRecord { Id = ImageId.New(DateTimeOffset.UtcNow), BlobName = "b", FileName = "a.png" }));

    private static Func<ImageRecord, bool>? Expected(string header)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.IfMatch = header;
        return EntityTags.Expected(http.Request);
    }
}
