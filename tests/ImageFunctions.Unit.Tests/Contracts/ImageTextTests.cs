using FsCheck;
using FsCheck.Fluent;
using ImageFunctions.Contracts;

namespace ImageFunctions.Unit.Tests.Contracts;

public sealed class ImageTextTests
{
    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\me\\photo.jpg", "photo.jpg")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("a\u0000b\r\n.png", "ab.png")]
    [InlineData("\u202Egpj.exe", "gpj.exe")]
    [InlineData("\u200Eleft\u200Fright\u061C\u2066.png", "leftright.png")]
    [InlineData("Gr\uFFFD\uFFFDe.jpg", "Gr\uFFFD\uFFFDe.jpg")]
    [InlineData("no character \uFFFE.jpg", "no character \uFFFD.jpg")]
    [InlineData("Gru\u0308ße.jpg", "Grüße.jpg")]
    [InlineData(". .hidden.png ", "hidden.png")]
    [InlineData("Ünïcode 👩‍🚀.webp", "Ünïcode 👩‍🚀.webp")]
    public void A_file_name_keeps_its_last_part_without_control_characters(string given, string kept) =>
        Assert.Equal(kept, ImageText.FileName(given));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("folder/")]
    public void A_file_name_is_required(string? given) =>
        Assert.Equal(ProblemCodes.FileNameRequired, Assert.Throws<ProblemException>(() => ImageText.FileName(given)).Code);

    [Fact]
    public void Any_text_is_cleaned_or_refused_and_never_has_a_path_or_control_character() =>
        Prop.ForAll<string>(text =>
        {
            try
            {
                var name = ImageText.FileName(text);
                return name.Length is > 0 and <= 2 * 255 && name == ImageText.FileName(name)
                    && !name.Any(c => c is '/' or '\\' || char.IsControl(c));
            }
            catch (ProblemException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_title_may_have_200_characters_and_not_one_more()
    {
        Assert.Equal(200, ImageText.Title(new string('a', 200))!.Length);
        var problem = Assert.Throws<ProblemException>(() => ImageText.Title(new string('a', 201)));
        Assert.Contains("title", problem.Errors!.Keys);
    }

    [Fact]
    public void A_description_may_have_1000_characters_and_not_one_more()
    {
        Assert.Equal(1000, ImageText.Description(new string('a', 1000))!.Length);
        Assert.Throws<ProblemException>(() => ImageText.Description(new string('a', 1001)));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced_where_it_can_be_seen() =>
        Assert.Equal("half \uFFFD.jpg", ImageText.FileName(new string([.. "half ", '\uD83D', .. ".jpg"])));

    [Fact]
    public void An_emoji_is_one_character()
    {
        Assert.NotNull(ImageText.Title(string.Concat(Enumerable.Repeat("😀", 200))));
        Assert.Throws<ProblemException>(() => ImageText.Title(string.Concat(Enumerable.Repeat("😀", 201))));
        Assert.NotNull(ImageText.FileName(string.Concat(Enumerable.Repeat("😀", 255))));
    }

    [Fact]
    public void The_same_word_is_the_same_text_however_its_accents_are_typed()
    {
        const string Composed = "caf\u00e9", Decomposed = "cafe\u0301";
        Assert.Equal([Composed], ImageText.Tags([Composed, Decomposed]));
        Assert.Equal(Composed, ImageText.Title(Decomposed));
        Assert.Equal(Composed, ImageText.Description(Decomposed));
        Assert.Equal(Composed, ImageText.Label(Decomposed));
        Assert.Equal(Composed, ImageText.UserId(Decomposed));
        Assert.Equal(Composed, ImageText.FileNameOr($"folder/{Decomposed}", "other"));
    }

    [Theory]
    [InlineData("folder/")]
    [InlineData("...")]
    [InlineData("\u202E")]
    public void A_name_that_is_none_gives_way_to_another(string given) => Assert.Equal("other", ImageText.FileNameOr(given, "other"));

    [Fact]
    public void A_name_that_is_too_long_gives_way_to_another()
    {
        Assert.Equal("other", ImageText.FileNameOr(new string('a', 256), "other"));
        Assert.Equal(255, ImageText.FileNameOr(new string('a', 255), "other").Length);
    }

    [Fact]
    public void No_more_tags_are_looked_at_than_it_takes_to_see_that_there_are_too_many()
    {
        var seen = 0;
        Assert.Throws<ProblemException>(() => ImageText.Tags(Enumerable.Range(0, 50_000).Select(i => $"tag{seen = i}")));
        Assert.Equal(10, seen);
    }

    [Theory]
    [InlineData("ann\u202Ebob")]
    [InlineData("ann\u0000")]
    [InlineData("ann\uFFFD")]
    public void A_user_id_is_refused_where_other_text_would_be_cleaned(string given) =>
        Assert.Equal(ProblemCodes.InvalidUserId, Assert.Throws<ProblemException>(() => ImageText.UserId(given)).Code);

    [Fact]
    public void A_description_keeps_its_lines() => Assert.Equal("one\ntwo", ImageText.Description("one\ntwo"));

    [Fact]
    public void Tags_that_differ_only_in_case_are_one() => Assert.Equal(["Cat", "dog"], ImageText.Tags(["Cat", "dog", "CAT "]));

    [Fact]
    public void Ten_tags_are_allowed_and_eleven_are_not()
    {
        Assert.Equal(10, ImageText.Tags(Enumerable.Range(0, 10).Select(i => $"tag{i}")).Count);
        Assert.Throws<ProblemException>(() => ImageText.Tags(Enumerable.Range(0, 11).Select(i => $"tag{i}")));
    }

    [Fact]
    public void A_tag_may_be_given_again_and_again() => Assert.Equal(["a"], ImageText.Tags(Enumerable.Repeat("a", 100)));

    [Fact]
    public void A_text_that_is_far_too_long_is_refused_for_its_length_alone()
    {
        var start = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ProblemException>(() => ImageText.Tag(new string('\n', 10_000_000)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 0, 21_000_000);
    }

    [Fact]
    public void A_tag_has_at_most_50_characters()
    {
        Assert.Single(ImageText.Tags([new string('a', 50)]));
        Assert.Throws<ProblemException>(() => ImageText.Tags([new string('a', 51)]));
    }

    [Fact]
    public void A_user_id_is_lower_cased() => Assert.Equal("ann@example.org", ImageText.UserId(" Ann@Example.org "));

    [Fact]
    public void A_user_id_has_at_most_128_characters() => Assert.Throws<ProblemException>(() => ImageText.UserId(new string('a', 129)));
}
