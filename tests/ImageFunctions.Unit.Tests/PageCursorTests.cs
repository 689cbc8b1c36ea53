using ImageFunctions.Contracts;

namespace ImageFunctions.Unit.Tests;

public sealed class PageCursorTests
{
    [Fact]
    public void A_cursor_gives_back_its_position() => Assert.Equal("0123_abc", PageCursor.Decode(PageCursor.Encode("0123_abc", "f"), "f"));

    [Fact]
    public void No_cursor_is_the_beginning() => Assert.Null(PageCursor.Decode(null, "f"));

    [Fact]
    public void A_cursor_of_another_filter_is_refused() =>
        Assert.Equal(ProblemCodes.InvalidCursor, Assert.Throws<ProblemException>(() => PageCursor.Decode(PageCursor.Encode("p", "f"), "g")).Code);

    [Fact]
    public void A_cursor_with_any_changed_character_is_refused()
    {
        var cursor = PageCursor.Encode("0123456789012_018f", "filter");
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
