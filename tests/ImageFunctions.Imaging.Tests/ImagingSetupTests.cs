using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Imaging.Tests;

public sealed class ImagingSetupTests
{
    [Fact]
    public void The_container_gives_one_engine_and_a_renderer()
    {
        using var services = Services([]);

        Assert.Same(services.GetRequiredService<IImageEngine>(), services.GetRequiredService<ImageRenderer>().Engine);
        Assert.Matches(@"^libvips \d+\.\d+\.\d+$", services.GetRequiredService<IImageEngine>().Name);
    }

    [Theory]
    [InlineData("auto", "libvips ")]
    [InlineData("vips", "libvips ")]
    [InlineData("imagesharp", "ImageSharp 2.1.")]
    public void The_configured_engine_is_taken(string choice, string name)
    {
        using var services = Services(new() { ["Imaging:Engine"] = choice });

        Assert.StartsWith(name, services.GetRequiredService<IImageEngine>().Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_come_from_the_imaging_section()
    {
        using var services = Services(new() { ["Imaging:Engine"] = "vips", ["Imaging:WebPEffort"] = "6", ["Imaging:Preset"] = "fast" });
        var options = services.GetRequiredService<IOptions<ImagingOptions>>().Value;

        Assert.Equal((EngineChoice.Vips, 6, WebPPreset.Fast), (options.Engine, options.WebPEffort, options.Preset));
    }

    [Theory]
    [InlineData("WebPEffort", "7")]
    [InlineData("WebPQuality", "0")]
    [InlineData("ThumbnailQuality", "101")]
    [InlineData("LargeSide", "5000")]
    [InlineData("MaxConcurrency", "-1")]
    [InlineData("RenderDeadlineSeconds", "0")]
    public void Options_out_of_range_stop_the_start(string name, string value)
    {
        using var services = Services(new() { [$"Imaging:{name}"] = value });

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public void The_plan_has_the_public_variants_and_the_raster()
    {
        var plan = Variants.Plan(new ImagingOptions(), withAnalysis: false);

        Assert.Equal(["small", "medium", "large", "raster", "webp"], plan.Select(spec => spec.Name));
        Assert.Equal([150, 400, 800, 256, 0], plan.Select(spec => spec.MaxSide));
        Assert.All(plan, spec => Assert.Equal(80, spec.Quality));
        Assert.True(plan[^1].Animate);
    }

    [Fact]
    public void The_analysis_rendition_is_made_on_request_only()
    {
        var plan = Variants.Plan(new ImagingOptions { AnalysisSide = 1024 }, withAnalysis: true);

        var analysis = Assert.Single(plan, spec => spec.Name == Variants.Analysis);
        Assert.Equal((1024, VariantFormat.Jpeg, true), (analysis.MaxSide, analysis.Format, analysis.Flatten));
    }

    [Theory]
    [InlineData(WebPPreset.Balanced, null, 2000, 2000, 1, 4)]
    [InlineData(WebPPreset.Balanced, null, 2001, 2000, 1, 2)]
    [InlineData(WebPPreset.Balanced, null, 1000, 1000, 5, 2)]
    [InlineData(WebPPreset.Small, null, 4000, 3000, 1, 4)]
    [InlineData(WebPPreset.Fast, null, 100, 100, 1, 2)]
    [InlineData(WebPPreset.Balanced, 6, 4000, 3000, 1, 6)]
    [InlineData(WebPPreset.Fast, 3, 100, 100, 1, 3)]
    public void Preset_and_size_decide_the_effort_unless_it_is_set(
        WebPPreset preset, int? set, int width, int height, int frames, int effort)
    {
        var webp = Variants.Plan(new ImagingOptions { Preset = preset, WebPEffort = set }, withAnalysis: false)[^1];
        var header = new ImageHeader(ImageFormat.Jpeg, width, height, 1, false, frames, new Dictionary<string, string>());

        Assert.Equal(effort, webp.EffortFor(header));
    }

    [Theory]
    [InlineData(4000, 3000, 150, 150, 113)]
    [InlineData(3000, 4000, 150, 113, 150)]
    [InlineData(100, 50, 150, 100, 50)]
    [InlineData(4000, 3000, 0, 4000, 3000)]
    [InlineData(10000, 1, 150, 150, 1)]
    public void A_picture_is_fitted_into_a_square(int width, int height, int side, int expectedWidth, int expectedHeight) =>
        Assert.Equal((expectedWidth, expectedHeight), VariantSpec.Fit(width, height, side));

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging()
        .AddImaging(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}
