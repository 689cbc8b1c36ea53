using ImageFunctions.Storage;

namespace ImageFunctions.Unit.Tests.Storage;

public sealed class BlobNameTests
{
    [Theory]
    [InlineData("beach.jpg")]
    [InlineData("holiday 2026/day #1/strand ü.png")]
    [InlineData("100%25.png")]
    [InlineData("a?b.png")]
    [InlineData("...")]
    [InlineData("..a/b..")]
    [InlineData("back\\slash.png")]
    public void A_name_that_is_asked_for_as_it_stands_is_one_of_the_container(string name) =>
        Assert.True(BlobNames.IsWithin("uploads", name));

    [Theory]
    [InlineData("")]
    [InlineData("../secrets/private.jpg")]
    [InlineData("a/../../secrets/private.jpg")]
    [InlineData("./a")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    public void A_name_that_leads_elsewhere_is_not(string name) => Assert.False(BlobNames.IsWithin("uploads", name));

    [Fact]
    public void A_name_has_at_most_1024_characters()
    {
        Assert.True(BlobNames.IsWithin("uploads", new string('a', 1024)));
        Assert.False(BlobNames.IsWithin("uploads", new string('a', 1025)));
    }
}
