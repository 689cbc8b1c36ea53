namespace ImageFunctions.Images.Record;

/// <summary>The image itself is at fault: trying again cannot help. Carries a stable code and a public message.</summary>
public sealed class ImageRejectedException : Exception
{
    public ImageRejectedException(string code, string publicMessage, Exception? innerException = null)
        : base(publicMessage, innerException) => Code = code;

    /// <summary>One of <see cref="RejectionCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Version of the blob that was refused, where nothing else says it.</summary>
    public string? OriginalETag { get; init; }
}

/// <summary>Why an image cannot be used: public, stable words.</summary>
public static class RejectionCodes
{
    public const string UnsupportedType = "unsupported_type";
    public const string TooSmall = "too_small";
    public const string TooLarge = "too_large";
    public const string TooManyPixels = "too_many_pixels";
    public const string TooManyFrames = "too_many_frames";
    public const string BadDimensions = "bad_dimensions";
    public const string TooMuchWork = "too_much_work";
    public const string TookTooLong = "took_too_long";
    public const string CorruptImage = "corrupt_image";
    public const string ContentBlocked = "content_blocked";
    public const string OriginalMissing = "original_missing";
    public const string ProcessingFailed = "processing_failed";
}
