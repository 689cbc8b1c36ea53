using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>Makes the public view of a record, with fresh links.</summary>
public sealed class DescribeImage(BlobLinks links, ModerationRules moderation)
{
    public Task<ImageView> FullAsync(ImageRecord image, CancellationToken cancellationToken) =>
        ViewAsync(image, isDetail: true, cancellationToken);

    public Task<ImageView> ListItemAsync(ImageRecord image, CancellationToken cancellationToken) =>
        ViewAsync(image, isDetail: false, cancellationToken);

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
        var variants = new Dictionary<string, VariantView>(image.Variants.Count);
        foreach (var stored in mayServe ? image.Variants : [])
        {
            var url = (await links.SignVariantAsync(image, stored, attachment: false, cancellationToken)).AbsoluteUri;
            variants[stored.Name] = new VariantView(url, stored.Width, stored.Height, stored.Bytes, stored.ContentType);
        }

        var thumbnails = Variants.Thumbnails.Where(variants.ContainsKey).ToDictionary(name => name, name => variants[name].Url);
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
            WebpUrl = variants.GetValueOrDefault(Variants.WebP)?.Url,
            Metadata = Metadata(image, isDetail),
            Placeholder = traits is not null ? new PlaceholderView(traits.BlurHash) : null,
            Colors = traits is not null ? new ColorsView(traits.DominantColor, traits.Palette) : null,
            PerceptualHash = traits is not null ? Images.Record.PerceptualHash.Format(traits.PerceptualHash) : null,
            Sharpness = traits?.Sharpness,
            Brightness = traits?.Brightness,
            Analysis = image.Size is null ? null : Analysis(image, isDetail),
            Moderation = Moderation(image),
            DuplicateOf = image.DuplicateOf,
            Variants = variants.Count > 0 ? variants : null,
            Srcset = SourceSets.Of(image.Header, variants.Values),
            FocalPoint = image.FocalPoint,
            Preset = image.Preset,
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

    internal static AnalysisView Analysis(ImageRecord image, bool isDetail)
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
            PeopleDetails = isDetail ? analysis.PeopleDetails : null,
            Caption = analysis.Caption,
            CaptionConfidence = analysis.CaptionConfidence,
            SmartCrops = isDetail ? analysis.SmartCrops : null,
            ModerationLabels = analysis.ModerationLabels,
            Confidence = analysis.Labels.Count > 0 ? analysis.Labels.Max(label => label.Confidence) : null,
            Model = analysis.Model,
        };
    }
}
