using System.Globalization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>A lookup value under which an image is found.</summary>
/// <param name="Note">Kept with the row.</param>
/// <param name="Prefix">What the rows of the value are sorted by before their time; letters and digits.</param>
public sealed record IndexEntry(string Kind, string Value, string? Note = null, string? Prefix = null);

/// <summary>The lookups that exist, and which of them an image belongs under.</summary>
public static class IndexKinds
{
    public const string User = "user";
    public const string Tag = "tag";
    public const string Label = "label";
    public const string Status = "status";
    public const string Moderation = "moderation";
    public const string Sha256 = "sha256";
    public const string PerceptualHash = "phash";
    public const string Blob = "blob";
    public const string Idempotency = "idempotency";
    public const string Change = "change";

    /// <summary>The marks of all images that changed stand under one value.</summary>
    public static readonly IndexEntry OfChange = new(Change, "");

    /// <summary>
    /// The statuses that have an index. The others are either most images or only young ones, which a scan by time finds.
    /// </summary>
    public static bool IsIndexed(ImageStatus status) => status is ImageStatus.Failed or ImageStatus.Expired;

    private static readonly string[] OfRecord = [User, Tag, Label, Status, Moderation, Sha256, PerceptualHash];

    /// <summary>Whether rows under this key follow from a record, so that one that does not is a leftover.</summary>
    public static bool IsOfRecord(string partition) => OfRecord.Contains(partition.Split('|')[0]);

    private static bool IsIndexed(ModerationState state) =>
        state is ModerationState.Flagged or ModerationState.Held or ModerationState.Blocked;

    /// <summary>Every row that should exist for an image that is not deleted.</summary>
    public static IReadOnlyList<IndexEntry> Of(ImageRecord image) =>
        [.. OfCaller(image), .. OfContent(image), .. OfStatus(image), .. OfModeration(image)];

    /// <summary>Every row that may exist for an image, whatever it has been before and whether it is deleted or not.</summary>
    public static IReadOnlyList<IndexEntry> Any(ImageRecord image) =>
    [
        .. OfCaller(image), .. OfContent(image), .. OfBands(image),
        .. Enum.GetValues<ImageStatus>().Where(IsIndexed).Select(status => new IndexEntry(Status, status.ToString())),
        .. Enum.GetValues<ModerationState>().Where(IsIndexed).Select(state => new IndexEntry(Moderation, state.ToString())),
        .. image.Change is null ? Array.Empty<IndexEntry>() : [OfChange],
    ];

    /// <summary>Those that lists are made of, whose rows hold a copy of a finished image.</summary>
    public static IEnumerable<IndexEntry> OfLists(ImageRecord image) =>
        [.. OfCaller(image), .. OfLabels(image), .. OfStatus(image), .. OfModeration(image)];

    /// <summary>From what the caller said.</summary>
    public static IEnumerable<IndexEntry> OfCaller(ImageRecord image)
    {
        if (image.UserId is { } user)
            yield return new IndexEntry(User, user);
        foreach (var tag in image.Tags)
            yield return new IndexEntry(Tag, tag);
    }

    /// <summary>From what was found in the image.</summary>
    public static IEnumerable<IndexEntry> OfContent(ImageRecord image)
    {
        if (image.Sha256 is { } sha256)
            yield return new IndexEntry(Sha256, Sha256Value(image.UserId, sha256));
        foreach (var hash in image.Traits is { } traits ? OfHash(traits.PerceptualHash) : [])
            yield return hash;
        foreach (var label in OfLabels(image))
            yield return label;
    }

    /// <summary>All under one value, so that they are written, and go, in one transaction.</summary>
    public static IEnumerable<IndexEntry> OfHash(ulong hash) =>
        Images.Record.PerceptualHash.Keys(hash).Select(key => new IndexEntry(PerceptualHash, "", Prefix: key));

    /// <summary>
    /// Whether rows under this key are those of a hash's first band. Until November 2026 a hash had four bands of 16 bits, each a value
    /// of its own.
    /// </summary>
    public static bool IsFirstBand(string partition) => partition.StartsWith(PerceptualHash + "|0-", StringComparison.Ordinal);

    private static IEnumerable<IndexEntry> OfBands(ImageRecord image) => image.Traits is not { } traits ? [] : Enumerable.Range(0, 4)
        .Select(band => new IndexEntry(PerceptualHash, $"{band}-{(ushort)(traits.PerceptualHash >> (48 - (16 * band))):x4}"));

    private static IEnumerable<IndexEntry> OfLabels(ImageRecord image) => (image.Analysis?.Labels ?? []).Select(label =>
        new IndexEntry(Label, label.Name, label.Confidence.ToString("0.0", CultureInfo.InvariantCulture)));

    public static IEnumerable<IndexEntry> OfStatus(ImageRecord image)
    {
        if (IsIndexed(image.Status))
            yield return new IndexEntry(Status, image.Status.ToString());
    }

    /// <summary>What a person may want to look at.</summary>
    public static IEnumerable<IndexEntry> OfModeration(ImageRecord image)
    {
        if (IsIndexed(image.Moderation.State))
            yield return new IndexEntry(Moderation, image.Moderation.State.ToString());
    }

    /// <summary>Duplicates count only among the images of one owner.</summary>
    public static string Sha256Value(string? userId, string sha256) => $"{sha256}.{userId}";
}
