using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Analysis;

/// <summary>What happens to an image that reaches a threshold.</summary>
public enum ModerationPolicy
{
    /// <summary>It is served, with its moderation labels.</summary>
    Flag,

    /// <summary>Nothing of it is served until a person has decided; nor before there is a verdict.</summary>
    Hold,

    /// <summary>It fails with <c>content_blocked</c>; nothing is served before there is a verdict.</summary>
    Block,
}

/// <summary>Azure AI Content Safety. Configuration section <c>ContentSafety</c>.</summary>
public sealed class ContentSafetyOptions : IValidatableObject
{
    public const string Section = "ContentSafety";

    /// <summary>Such as https://name.cognitiveservices.azure.com. Default none: no moderation.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Default none: the managed identity is used, whose client id <c>AZURE_CLIENT_ID</c> names.</summary>
    public string? Key { get; init; }

    /// <summary>Default <c>flag</c>.</summary>
    [EnumDataType(typeof(ModerationPolicy))]
    public ModerationPolicy Policy { get; init; } = ModerationPolicy.Flag;

    /// <summary>Severity from which a category counts. Default 4 for each.</summary>
    [ValidateObjectMembers]
    public SeverityThresholds Thresholds { get; init; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ServiceEndpoint.Check(Section, Endpoint, Key);
}

/// <summary>Severities of images are 0, 2, 4 and 6; 7 never counts.</summary>
public sealed class SeverityThresholds
{
    /// <summary>Default 4.</summary>
    [Range(1, 7)]
    public int Hate { get; init; } = 4;

    /// <summary>Default 4.</summary>
    [Range(1, 7)]
    public int SelfHarm { get; init; } = 4;

    /// <summary>Default 4.</summary>
    [Range(1, 7)]
    public int Sexual { get; init; } = 4;

    /// <summary>Default 4.</summary>
    [Range(1, 7)]
    public int Violence { get; init; } = 4;
}
