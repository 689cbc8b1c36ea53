using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Images;

/// <summary>Makes the public view of a record, with fresh links.</summary>
public sealed class DescribeImage(BlobLinks links, ModerationRules moderation, IOptions<ImagingOptions> imaging)
{
    private readonly string[] _thumbnails =
        [.. Variants.Of(imaging.Value).Where(variant => variant.IsThumbnail).Select(variant => variant.Name)];

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
        var mayServe = moderation.MayServe(image);
        var traits = mayServe ? image.Traits : null;
        var thumbnails = new Dictionary<string, string>();
        foreach (var name in mayServe ? _thumbnails : [])
        {
            if (image.Variant(name) is { } variant)
                thumbnails[name] = (await links.SignVariantAsync(image, variant, attachment: false, cancellationToken)).AbsoluteUri;
        }

        var webp = mayServe && image.Variant(Variants.WebP) is { } stored ? await links.SignVariantAsync(image, stored, attachment: false, cancellationToken) : null;
        var original = mayServe && image.Size is not null ? await links.SignOriginalAsync(image, cancellationToken) : null;
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
            UploadedAt = image.UploadTime,
            ProcessedAt = image.ProcessedAt,
            ExpiresAt = image.ExpiresAt,
            Sha256 = image.Sha256,
            DownloadUrl = original?.AbsoluteUri,
            Thumbnails = thumbnails.Count > 0 ? thumbnails : null,
            ThumbnailUrl = thumbnails.GetValueOrDefault(Variants.Medium),
            WebpUrl = webp?.AbsoluteUri,
            Metadata = Metadata(image, isDetail),
            Placeholder = traits is not null ? new PlaceholderView(traits.BlurHash) : null,
            Colors = traits is not null ? new ColorsView(traits.DominantColor, traits.Palette) : null,
            PerceptualHash = traits is not null ? Images.Record.PerceptualHash.Format(traits.PerceptualHash) : null,
            Sharpness = traits?.Sharpness,
            Brightness = traits?.Brightness,
            Analysis = image.Size is null ? null : Analysis(image, isDetail),
            Moderation = Moderation(image),
            DuplicateOf = image.DuplicateOf,
            Variants = isDetail && mayServe && image.Variants.Count > 0 ? image.Variants : null,
            Error = image.Error,
        };
    }

    private static MetadataView? Metadata(ImageRecord image, bool isDetail) => image.Header is { } header
        ? new MetadataView(header.Width, header.Height, header.Format, image.Size, header.Orientation, header.HasAlpha, header.Frames,
            isDetail && header.Exif.Count > 0 ? header.Exif : null)
        : null;

    private static ModerationView? Moderation(ImageRecord image) => image.Moderation is { State: not ModerationState.None } said
        ? new ModerationView(said.State, said.Labels ?? [], said.ReviewedBy, said.ReviewedAt)
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
