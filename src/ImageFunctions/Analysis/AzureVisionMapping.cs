using System.Runtime.CompilerServices;
using Azure.AI.Vision.ImageAnalysis;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Analysis;

/// <summary>From the service's words to ours: confidence 0–100 above the threshold, boxes of the original.</summary>
internal sealed class AzureVisionMapping(FeatureConfidence least, BoxScale scale)
{
    /// <exception cref="FormatException">Something that was asked for is missing: not the same as nothing found.</exception>
    public ImageAnalysis Map(ImageAnalysisResult answer, VisualFeatures features)
    {
        var analysis = new ImageAnalysis { Model = answer.ModelVersion };
        if (features.HasFlag(VisualFeatures.Tags))
            analysis = analysis with { Labels = Labels(Needed(answer.Tags?.Values)) };
        if (features.HasFlag(VisualFeatures.Objects))
            analysis = analysis with { Objects = Objects(Needed(answer.Objects?.Values)) };
        if (features.HasFlag(VisualFeatures.People))
        {
            var people = People(Needed(answer.People?.Values));
            analysis = analysis with { People = people.Count, PeopleDetails = people };
        }

        if (features.HasFlag(VisualFeatures.Read))
            analysis = analysis with { Text = Lines(Needed(answer.Read?.Blocks)) };
        if (features.HasFlag(VisualFeatures.SmartCrops))
            analysis = analysis with { SmartCrops = Crops(Needed(answer.SmartCrops?.Values)) };
        if (features.HasFlag(VisualFeatures.Caption) && answer.Caption is { } caption && Percent(caption.Confidence) >= least.Caption)
            analysis = analysis with { Caption = caption.Text, CaptionConfidence = Percent(caption.Confidence) };
        return analysis;
    }

    private List<Label> Labels(IEnumerable<DetectedTag> tags) =>
        [.. tags.Where(tag => !string.IsNullOrWhiteSpace(tag.Name))
            .Select(tag => new Label(tag.Name, Percent(tag.Confidence)))
            .Where(label => label.Confidence >= least.Tags)
            .OrderByDescending(label => label.Confidence)
            .DistinctBy(label => label.Name, StringComparer.OrdinalIgnoreCase)];

    private List<Images.Record.DetectedObject> Objects(IEnumerable<Azure.AI.Vision.ImageAnalysis.DetectedObject> objects) =>
        [.. objects.Where(found => found.Tags is { Count: > 0 } && !string.IsNullOrWhiteSpace(found.Tags[0].Name))
            .Select(found => new Images.Record.DetectedObject(
                found.Tags[0].Name, Percent(found.Tags[0].Confidence), Original(found.BoundingBox)))
            .Where(found => found.Confidence >= least.Objects)
            .OrderByDescending(found => found.Confidence)];

    private List<Images.Record.DetectedPerson> People(IEnumerable<Azure.AI.Vision.ImageAnalysis.DetectedPerson> people) =>
        [.. people.Select(person => new Images.Record.DetectedPerson(Percent(person.Confidence), Original(person.BoundingBox)))
            .Where(person => person.Confidence >= least.People)
            .OrderByDescending(person => person.Confidence)];

    private List<string> Lines(IEnumerable<DetectedTextBlock> blocks) =>
        [.. blocks.SelectMany(block => block.Lines ?? [])
            .Where(line => !string.IsNullOrWhiteSpace(line.Text))
            .Where(line => line.Words is not { Count: > 0 } words || Percent(words.Average(word => word.Confidence)) >= least.Read)
            .Select(line => line.Text)];

    private List<SmartCrop> Crops(IEnumerable<CropRegion> regions) =>
        [.. regions.Select(region => new SmartCrop(Math.Round(region.AspectRatio, 3), Original(region.BoundingBox)))];

    private Box Original(ImageBoundingBox? box)
    {
        var sent = Needed(box);
        return scale.Apply(sent.X, sent.Y, sent.Width, sent.Height);
    }

    private static double Percent(float confidence) => Math.Round(Math.Clamp(confidence, 0.0, 1.0) * 100, 1);

    private static T Needed<T>(T? value, [CallerArgumentExpression(nameof(value))] string what = "")
        where T : class => value ?? throw new FormatException($"The answer has no {what}.");
}
