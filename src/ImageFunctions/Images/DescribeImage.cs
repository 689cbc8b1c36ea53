using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>Makes the public view of a record, with fresh links.</summary>
public sealed class DescribeImage(BlobLinks links)
{
    private static readonly string[] ThumbnailNames = ["small", "medium", "large"];

    public Task<ImageView> FullAsync(ImageRecord image, CancellationToken cancellationToken) => ViewAsync(image, isDetail: true, cancellationToken);

    public Task<ImageView> ListItemAsync(ImageRecord image, CancellationToken cancellationToken) => ViewAsync(image, isDetail: false, cancellationToken);

    /// <summary>
    /// Version of a view: the record's, and the window in which links stay the same. The part before the dot is enough to
    /// tell whether the record changed.
    /// </summary>
    public string Version(ImageRecord image) => $"{RecordVersion(image)}.{links.LinkWindow.ToString("x", CultureInfo.InvariantCulture)}";

    public static string RecordVersion(ImageRecord image) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(image.ETag ?? "")))[..20];

    private async Task<ImageView> ViewAsync(ImageRecord image, bool isDetail, CancellationToken cancellationToken)
    {
        var thumbnails = new Dictionary<string, string>();
        foreach (var name in ThumbnailNames)
        {
            if (image.Variant(name) is { } variant)
                thumbnails[name] = (await links.SignVariantAsync(image, variant, attachment: false, cancellationToken)).AbsoluteUri;
        }

        var webp = image.Variant("webp") is { } stored ? await links.SignVariantAsync(image, stored, attachment: false, cancellationToken) : null;
        var original = image is { Size: not null, IsBlocked: false } ? await links.SignOriginalAsync(image, cancellationToken) : null;
        return new ImageView
        {
            ImageId = image.Id,
            FileName = image.FileName,
            Title = image.Title,
            Description = image.Description,
            Tags = image.Tags,
            UserId = image.UserId,
            Status = image.Status,
            ContentType = image.Header?.Format.ContentType() ?? image.DeclaredType,
            Size = image.Size,
            UploadedAt = image.UploadedAt ?? image.CreatedAt,
            ProcessedAt = image.ProcessedAt,
            ExpiresAt = image.ExpiresAt,
            Sha256 = image.Sha256,
            DownloadUrl = original?.AbsoluteUri,
            Thumbnails = thumbnails.Count > 0 ? thumbnails : null,
            ThumbnailUrl = thumbnails.GetValueOrDefault("medium"),
            WebpUrl = webp?.AbsoluteUri,
            Metadata = Metadata(image, isDetail),
            Placeholder = image.Traits is { } traits ? new PlaceholderView(traits.BlurHash) : null,
            Colors = image.Traits is { } colors ? new ColorsView(colors.DominantColor, colors.Palette) : null,
            PerceptualHash = image.Traits is { } hashed ? Images.Record.PerceptualHash.Format(hashed.PerceptualHash) : null,
            Sharpness = image.Traits?.Sharpness,
            Brightness = image.Traits?.Brightness,
            Analysis = image.Size is null ? null : Analysis(image, isDetail),
            DuplicateOf = image.DuplicateOf,
            Variants = isDetail && image.Variants.Count > 0 ? image.Variants : null,
            Error = image.Error,
        };
    }

    private static MetadataView? Metadata(ImageRecord image, bool isDetail) => image.Header is { } header
        ? new MetadataView(header.Width, header.Height, header.Format, image.Size, header.Orientation, header.HasAlpha, header.Frames,
            isDetail && header.Exif.Count > 0 ? header.Exif : null)
        : null;

    private static AnalysisView Analysis(ImageRecord image, bool isDetail)
    {
        var analysis = image.Analysis ?? new ImageAnalysis();
        return new AnalysisView
        {
            Status = image.Steps.Analysis,
            Reason = image.AnalysisNote,
            Labels = [.. analysis.Labels.Select(label => label.Name)],
            LabelDetails = analysis.Labels,
            Objects = isDetail ? [.. analysis.Objects] : [.. analysis.Objects.Select(found => found.Name)],
            Text = analysis.Text,
            People = analysis.People,
            Caption = analysis.Caption,
            ModerationLabels = analysis.ModerationLabels,
            Confidence = analysis.Labels.Count > 0 ? analysis.Labels.Max(label => label.Confidence) : null,
            Model = analysis.Model,
        };
    }
}
