using System.ComponentModel.DataAnnotations;
using Azure.AI.Vision.ImageAnalysis;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Analysis;

/// <summary>Azure AI Vision, Image Analysis 4.0. Configuration section <c>Vision</c>.</summary>
public sealed class VisionOptions : IValidatableObject
{
    public const string Section = "Vision";

    // Each is one billed transaction per image.
    private const VisualFeatures Known = VisualFeatures.Tags | VisualFeatures.Objects | VisualFeatures.People | VisualFeatures.Read
        | VisualFeatures.SmartCrops | VisualFeatures.Caption;

    /// <summary>Such as https://name.cognitiveservices.azure.com. Default none: not asked.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Default none: the managed identity is used, whose client id <c>AZURE_CLIENT_ID</c> names.</summary>
    public string? Key { get; init; }

    /// <summary>Comma-separated names. Default <c>Tags,Objects</c>.</summary>
    public VisualFeatures Features { get; init; } = VisualFeatures.Tags | VisualFeatures.Objects;

    /// <summary>Findings below are left out, 0–100. Default 50 for each feature.</summary>
    [ValidateObjectMembers]
    public FeatureConfidence MinConfidence { get; init; } = new();

    /// <summary>Two-letter language of the labels. Default <c>en</c>; a caption is English only.</summary>
    [Required]
    [RegularExpression("^[a-z]{2}(-[A-Za-z]{2,4})?$")]
    public string Language { get; init; } = "en";

    /// <summary>Aspect ratios of the crops, width divided by height, 0.75–1.8. Default none: the service chooses one.</summary>
    public IReadOnlyList<double> SmartCropRatios { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var fault in ServiceEndpoint.Check(Section, Endpoint, Key))
            yield return fault;
        if (Features == VisualFeatures.None || (Features & ~Known) != 0)
            yield return new ValidationResult(
                "Vision:Features must name at least one of Tags, Objects, People, Read, SmartCrops, Caption.");
        if (Features.HasFlag(VisualFeatures.Caption) && Language != "en")
            yield return new ValidationResult("Vision:Features has Caption, which needs Vision:Language en.");
        if (SmartCropRatios.Any(ratio => ratio is not (>= 0.75 and <= 1.8)))
            yield return new ValidationResult("Vision:SmartCropRatios must be 0.75 to 1.8.");
    }
}

/// <summary>Least confidence per feature, 0–100.</summary>
public sealed class FeatureConfidence
{
    /// <summary>Default 50.</summary>
    [Range(0, 100)]
    public double Tags { get; init; } = 50;

    /// <summary>Default 50.</summary>
    [Range(0, 100)]
    public double Objects { get; init; } = 50;

    /// <summary>Default 50. The service lists very unlikely persons too.</summary>
    [Range(0, 100)]
    public double People { get; init; } = 50;

    /// <summary>Mean of the words of a line. Default 50.</summary>
    [Range(0, 100)]
    public double Read { get; init; } = 50;

    /// <summary>Default 50.</summary>
    [Range(0, 100)]
    public double Caption { get; init; } = 50;
}
