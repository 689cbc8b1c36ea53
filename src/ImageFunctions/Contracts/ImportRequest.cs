namespace ImageFunctions.Contracts;

/// <summary>Where an image is to be fetched, and what is known of it.</summary>
public sealed record ImportRequest
{
    public string? Url { get; init; }
    public string? FileName { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string?>? Tags { get; init; }
    public int? ExpiresInDays { get; init; }
    public string? CallbackUrl { get; init; }
    public string? Preset { get; init; }

    /// <summary>The same for an upload.</summary>
    /// <param name="fileName">Where none is given.</param>
    public UploadRequest Said(string fileName) => new()
    {
        FileName = string.IsNullOrWhiteSpace(FileName) ? fileName : FileName,
        Title = Title,
        Description = Description,
        Tags = Tags,
        ExpiresInDays = ExpiresInDays,
        CallbackUrl = CallbackUrl,
        Preset = Preset,
    };
}
