using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Http;

/// <summary>How long a request may take before it is answered with 503. Configuration section <c>Requests</c>.</summary>
public sealed class DeadlineOptions
{
    public const string Section = "Requests";

    /// <summary>Seconds in all, beside those that <c>wait</c> asks for. Default 15.</summary>
    [Range(1, 230)]
    public int DeadlineSeconds { get; init; } = 15;

    /// <summary>Seconds in all of a request that brings a file. Default 120.</summary>
    [Range(1, 230)]
    public int UploadDeadlineSeconds { get; init; } = 120;
}
