using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Processing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Unit.Tests.Processing;

/// <summary>What is made of an image, as configured.</summary>
public sealed class VariantTableTests
{
    private static readonly ImageRecord Image = new()
    {
        Id = ImageId.New(DateTimeOffset.UtcNow),
        BlobName = "a",
        FileName = "a.jpg",
        Header = new ImageHeader(ImageFormat.Jpeg, 1000, 500, 1, false, 1, new Dictionary<string, string>()),
    };

    [Fact]
    public void Without_a_table_the_four_of_old_are_made()
    {
        var table = Table([]);
        Assert.Equal(["small", "medium", "large", "webp"], table.All.Select(variant => variant.Name));
        Assert.Equal([true, true, true, false], table.All.Select(variant => variant.IsThumbnail));
    }

    [Fact]
    public void A_row_says_how_its_variant_is_made()
    {
        var row = Table(new()
        {
            ["Variants:0:Name"] = "card",
            ["Variants:0:Width"] = "300",
            ["Variants:0:Height"] = "200",
            ["Variants:0:Fit"] = "cover",
            ["Variants:0:Gravity"] = "smart",
            ["Variants:0:Format"] = "webp",
            ["Variants:0:Quality"] = "70",
            ["Variants:0:Effort"] = "2",
            ["Variants:0:Background"] = "#ffffff",
        }).All.Single();
        Assert.Equal(new Frame(300, 200, FrameFit.Cover, Gravity.Smart, "#ffffff"), row.Spec.Frame);
        Assert.Equal((VariantFormat.WebP, 70, 2, false, true),
            (row.Spec.Format, row.Spec.Quality, row.Spec.Effort, row.Spec.Animate, row.IsThumbnail));
    }

    [Theory]
    [InlineData(true, VariantFormat.Avif, 60, 3)]
    [InlineData(false, VariantFormat.WebP, 80, 4)]
    public void Auto_is_AVIF_where_it_can_be_made(bool writesAvif, VariantFormat format, int quality, int effort)
    {
        var spec = Table(new() { ["Variants:0:Name"] = "web", ["Variants:0:Width"] = "1600", ["Variants:0:Format"] = "auto" },
            writesAvif).All.Single().Spec;
        Assert.Equal((format, quality, effort), (spec.Format, spec.Quality, spec.Effort));
    }

    [Fact]
    public void What_an_earlier_version_made_is_current_as_long_as_the_table_says_the_same()
    {
        var stored = new StoredVariant("small", "image/jpeg", 150, 113, 6120);
        var same = Table(new() { ["Variants:0:Name"] = "small", ["Variants:0:Width"] = "150", ["Variants:0:Height"] = "150" });
        var other = Table(new() { ["Variants:0:Name"] = "small", ["Variants:0:Width"] = "160", ["Variants:0:Height"] = "160" });
        Assert.True(VariantTable.IsCurrent(stored, Table([]).All[0].Spec));
        Assert.True(VariantTable.IsCurrent(stored, same.All[0].Spec));
        Assert.False(VariantTable.IsCurrent(stored, other.All[0].Spec));
        Assert.False(VariantTable.IsCurrent(stored with { Fingerprint = "0123456789ab" }, same.All[0].Spec));
    }

    [Fact]
    public void A_preset_is_a_part_of_the_table_and_one_that_is_gone_is_all_of_it()
    {
        var table = Table(new() { ["Presets:list:0"] = "medium", ["Presets:list:1"] = "small" });
        Assert.Equal(["small", "medium"], table.For(Image with { Preset = "list" }).Select(variant => variant.Name));
        Assert.Equal(4, table.For(Image with { Preset = "gone" }).Count);
        Assert.Equal(("list", null), (table.Preset("list"), table.Preset(" ")));
        Assert.Contains("must be one of list", Assert.Throws<ProblemException>(() => table.Preset("List")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_crop_keeps_what_somebody_named_else_what_vision_found_else_what_the_engine_makes_out()
    {
        var spec = new VariantSpec("card", 0, VariantFormat.Jpeg) { Frame = new Frame(100, 100, FrameFit.Cover, Gravity.Smart) };
        var seen = Image with
        {
            Analysis = new ImageAnalysis { SmartCrops = [new(1, new Box(0, 0, 500, 500)), new(2, new Box(0, 0, 1000, 500))] }
        };
        Assert.Null(FocusRules.Aim(spec, Image).Focus);
        Assert.Equal(new FocalPoint(0.25, 0.5), FocusRules.Aim(spec, seen).Focus);
        Assert.Equal(new FocalPoint(1, 0), FocusRules.Aim(spec, seen with { FocalPoint = new FocalPoint(1, 0) }).Focus);
        Assert.Null(FocusRules.Aim(spec with { Frame = spec.Frame with { Fit = FrameFit.Inside } }, seen).Focus);
        Assert.NotEqual(spec.Fingerprint, FocusRules.Aim(spec, seen).Fingerprint);
    }

    [Theory]
    [InlineData("Variants__0__Name is 'Big One'", "Variants:0:Name", "Big One")]
    [InlineData("Variants__0__Name is ''", "Variants:0:Width", "5")]
    [InlineData("Variants__0__Name is 'original'", "Variants:0:Name", "original")]
    [InlineData("Variants__0__Width and Variants__0__Height are 20000 and 0", "Variants:0:Name", "a", "Variants:0:Width", "20000")]
    [InlineData("Variants__0__Fit is cover", "Variants:0:Name", "a", "Variants:0:Width", "5", "Variants:0:Fit", "cover")]
    [InlineData("Variants__0__Quality is 101", "Variants:0:Name", "a", "Variants:0:Quality", "101")]
    [InlineData("Variants__0__Effort is 7", "Variants:0:Name", "a", "Variants:0:Effort", "7", "Variants:0:Format", "webp")]
    [InlineData("Variants__0__Background is 'red'", "Variants:0:Name", "a", "Variants:0:Background", "red")]
    [InlineData("Variants__0__Format is avif, but none has no encoder", "Variants:0:Name", "a", "Variants:0:Format", "avif")]
    [InlineData("2 rows with the Name 'a'", "Variants:0:Name", "a", "Variants:1:Name", "a")]
    [InlineData("Presets__p__0 is 'tiny'", "Presets:p:0", "tiny")]
    [InlineData("Presets__P is no name", "Presets:P:0", "small")]
    public void A_wrong_setting_is_named_in_a_sentence(string sentence, params string[] settings)
    {
        var options = Bound(settings.Chunk(2).ToDictionary(pair => pair[0], pair => (string?)pair[1]));
        var result = new VariantTableValidation(new StubEngine(false)).Validate(null, options);
        Assert.Contains(sentence, result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    private static VariantTable Table(Dictionary<string, string?> settings, bool writesAvif = false)
    {
        var (options, engine) = (Bound(settings), new StubEngine(writesAvif));
        Assert.True(new VariantTableValidation(engine).Validate(null, options).Succeeded);
        return new VariantTable(Options.Create(options), Options.Create(new ImagingOptions()), engine);
    }

    private static VariantTableOptions Bound(Dictionary<string, string?> settings)
    {
        var options = new VariantTableOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build().Bind(options);
        return options;
    }
}
