using ImageFunctions.Contracts;

namespace ImageFunctions.Unit.Tests.Contracts;

public sealed class PageCursorTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("_018f")]
    [InlineData("012345678901a_018f")]
    [InlineData("0123456789012_a' or PartitionKey gt '")]
    [InlineData("0123456789012_018f\n")]
    [InlineData("99999999999999999999")]
    public void A_cursor_that_was_forged_with_a_good_check_must_still_be_a_position(string position) =>
        Assert.Equal(ProblemCodes.InvalidCursor, Assert.Throws<ProblemException>(
            () => PageCursor.Decode(PageCursor.Encode(position, "f"), "f")).Code);
}
