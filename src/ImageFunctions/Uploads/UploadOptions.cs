using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Uploads;

/// <summary>Upload URLs. Configuration section <c>Upload</c>.</summary>
public sealed class UploadOptions
{
    public const string Section = "Upload";

    /// <summary>Seconds that an upload URL lives. Default 3,600.</summary>
    [Range(60, 86_400)]
    public int UrlLifetimeSeconds { get; init; } = 3600;

    /// <summary>
    /// Time until the first scheduled check, in whole seconds: a fraction is dropped. Default 1 s, which makes the check the
    /// trigger where no Event Grid exists; in Azure the URL's life plus a minute, which makes it the safety net.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "6.00:00:00")]
    public TimeSpan FirstCheckDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan UrlLifetime => TimeSpan.FromSeconds(UrlLifetimeSeconds);
}

/// <summary>How long images are kept. Configuration section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Days an image is kept when the caller names none; 0 keeps it. Default 30.</summary>
    [Range(0, 3650)]
    public int Days { get; init; } = 30;

    /// <summary>Days a deleted image can be restored. Default 7.</summary>
    [Range(0, 365)]
    public int SoftDeleteDays { get; init; } = 7;
}
