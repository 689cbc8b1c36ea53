using System.Text;
using System.Text.Json;
using ImageFunctions.Analysis;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Images.Record;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Unit.Tests.Analysis;

public sealed class VisionAnswerTests
{
    private const string Everything = "Tags,Objects,People,Read,SmartCrops,Caption";

    [Fact]
    public async Task Tags_and_objects_are_asked_for_and_nothing_else_by_default()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();

        var answer = await analyzer.AnalyzeAsync();

        Assert.Equal(["tags", "objects"], Assert.Single(analyzer.Server.RequestsTo(WireService.Vision)).Features);
        Assert.Null(answer.Analysis.People);
        Assert.Null(answer.Analysis.Text);
        Assert.Null(answer.Analysis.Caption);
        Assert.Null(answer.Analysis.SmartCrops);
    }

    [Fact]
    public async Task The_image_travels_as_it_is_with_its_key_and_language()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Language", "de"));
        var jpeg = WireImage.Jpeg(1000, 800, padding: 5000);

        await analyzer.AnalyzeAsync(jpeg, 1000, 800);

        var request = Assert.Single(analyzer.Server.RequestsTo(WireService.Vision));
        Assert.Equal("application/octet-stream", request.ContentType);
        Assert.Equal(jpeg, request.Image.ToArray());
        Assert.Equal("de", request.Query["language"]);
        Assert.Equal("2023-10-01", request.Query["api-version"]);
        Assert.Equal(200, request.Status);
    }

    [Fact]
    public async Task Labels_are_percent_best_first_without_the_unlikely_ones()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();

        var answer = await analyzer.AnalyzeAsync();

        Assert.Equal([new("outdoor", 99.1), new("dog", 95), new("grass", 87.4)], answer.Analysis.Labels);
        Assert.Equal("2023-10-01", answer.Analysis.Model);
    }

    [Fact]
    public async Task Boxes_are_in_pixels_of_the_original()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();

        var answer = await analyzer.AnalyzeAsync();

        Assert.Equal(new DetectedObject("dog", 91.6, new Box(1000, 1600, 2000, 800)), Assert.Single(answer.Analysis.Objects));
    }

    [Fact]
    public async Task Everything_can_be_asked_for()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Features", Everything));

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.Equal(2, found.People);
        Assert.Equal(["BEWARE OF", "THE DOG"], found.Text);
        Assert.Equal("a dog on grass", found.Caption);
        Assert.Equal(83, found.CaptionConfidence);
        Assert.Equal(new SmartCrop(1.5, new Box(400, 320, 3200, 1920)), Assert.Single(found.SmartCrops!));
    }

    [Fact]
    public async Task Thresholds_are_set_for_each_feature()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(
            ("Vision:Features", Everything),
            ("Vision:MinConfidence:Tags", "95"),
            ("Vision:MinConfidence:Objects", "0"),
            ("Vision:MinConfidence:People", "90"),
            ("Vision:MinConfidence:Read", "0"),
            ("Vision:MinConfidence:Caption", "90"));

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.Equal(["outdoor", "dog"], found.Labels.Select(label => label.Name));
        Assert.Equal(["dog", "ball"], found.Objects.Select(seen => seen.Name));
        Assert.Equal(1, found.People);
        Assert.Equal(3, found.Text!.Count);
        Assert.Null(found.Caption);
    }

    [Fact]
    public async Task Crops_have_the_ratios_of_the_options()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(
            ("Vision:Features", "SmartCrops"), ("Vision:SmartCropRatios:0", "1"), ("Vision:SmartCropRatios:1", "1.777"));

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.Equal([1, 1.777], found.SmartCrops!.Select(crop => crop.AspectRatio));
    }

    [Fact]
    public async Task The_raw_answers_of_both_services_are_kept()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();

        var answer = await analyzer.AnalyzeAsync();

        using var raw = JsonDocument.Parse(answer.RawJson);
        Assert.Equal("toy", raw.RootElement.GetProperty("vision").GetProperty("tagsResult").GetProperty("values")[3].GetProperty("name")
            .GetString());
        Assert.Equal(4, raw.RootElement.GetProperty("contentSafety").GetProperty("categoriesAnalysis").GetArrayLength());
        Assert.DoesNotContain(VisionWireServer.Key, Encoding.UTF8.GetString(answer.RawJson.Span));
    }

    [Fact]
    public async Task An_image_in_which_nothing_is_found_has_no_findings()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Features", "Tags,Objects,People,Read"));
        analyzer.Server.Findings = new WireFindings { Tags = [], Objects = [], People = [], Lines = [] };

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.Empty(found.Labels);
        Assert.Empty(found.Objects);
        Assert.Equal(0, found.People);
        Assert.Empty(found.Text!);
    }

    [Fact]
    public async Task A_caption_is_given_up_where_the_region_has_none_and_not_asked_for_again()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Features", "Tags,Caption"));
        analyzer.Server.HasCaptions = false;

        var first = await analyzer.AnalyzeAsync();
        var second = await analyzer.AnalyzeAsync();

        Assert.All([first, second], answer =>
        {
            Assert.Null(answer.Analysis.Caption);
            Assert.NotEmpty(answer.Analysis.Labels);
        });
        Assert.Equal(
            ["tags,caption", "tags", "tags"],
            analyzer.Server.RequestsTo(WireService.Vision).Select(request => string.Join(',', request.Features)));
        Assert.Single(analyzer.Logs.WithId(1310));
    }

    [Fact]
    public async Task A_bad_image_does_not_cost_the_captions_of_the_next()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Features", "Tags,Caption"), ("ContentSafety:Endpoint", ""));

        await Assert.ThrowsAsync<AnalysisRejectedException>(() => analyzer.AnalyzeAsync([1, 2, 3], 1000, 800));
        var next = await analyzer.AnalyzeAsync();

        Assert.Equal("a dog on grass", next.Analysis.Caption);
    }
}
