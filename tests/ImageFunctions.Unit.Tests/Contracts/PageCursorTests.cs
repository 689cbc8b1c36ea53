using ImageFunctions.Contracts;

namespace ImageFunctions.Unit.Tests.Contracts;

public sealed class PageCursorTests
{
    private const string Position = "0123456789012_018f";

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

    [Fact]
    public void A_cursor_gives_back_its_position() => Assert.Equal(Position, PageCursor.Decode(PageCursor.Encode(Position, "f"), "f"));

    [Fact]
    public void No_cursor_is_the_beginning() => Assert.Null(PageCursor.Decode(null, "f"));

    [Fact]
    public void A_cursor_of_another_filter_is_refused() =>
        Assert.Equal(ProblemCodes.InvalidCursor, Assert.Throws<ProblemException>(
            () => PageCursor.Decode(PageCursor.Encode(Position, "f"), "g")).Code);

    [Fact]
    public void A_cursor_with_any_changed_character_is_refused()
    {
        var cursor = PageCursor.Encode(Position, "filter");
        for (var i = 0; i < cursor.Length; i++)
        {
            var changed = string.Concat(cursor.AsSpan(0, i), cursor[i] == 'A' ? "Q" : "A", cursor.AsSpan(i + 1));
            Assert.Throws<ProblemException>(() => PageCursor.Decode(changed, "filter"));
        }
    }

    [Theory]
    [InlineData("!")]
    [InlineData("AAAA")]
    [InlineData("%00")]
    public void Garbage_is_refused(string cursor) => Assert.Throws<ProblemException>(() => PageCursor.Decode(cursor, "f"));
}
