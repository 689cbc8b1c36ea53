using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Uploads;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Images;

/// <summary>Which images to list.</summary>
public sealed record ListQuery
{
    public int Limit { get; init; } = 10;
    public string? Cursor { get; init; }
    public string? UserId { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? Label { get; init; }

    /// <summary>Least confidence of <see cref="Label"/>, 0–100.</summary>
    public double? MinConfidence { get; init; }
    public ImageStatus? Status { get; init; }
    public ModerationState? Moderation { get; init; }

    /// <summary>How the analysis has ended.</summary>
    public StepState? Analysis { get; init; }

    /// <summary>Uploaded at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Uploaded at or before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Whether nothing is asked for but a value that the index has.</summary>
    public bool IsValueAlone => this is { MinConfidence: null, Analysis: null, From: null, To: null }
        && (Status is not { } status || IndexKinds.IsIndexed(status));

    /// <summary>The same text for the same filter, whatever page and size: what a cursor belongs to.</summary>
    public string FilterText => string.Join('\n',
        UserId, string.Join('\t', Tags.Select(tag => tag.ToLowerInvariant()).Order(StringComparer.Ordinal)), Label?.ToLowerInvariant(),
        MinConfidence?.ToString(CultureInfo.InvariantCulture), Status, Moderation, From?.UtcTicks, To?.UtcTicks)
        + (Analysis is { } analysis ? $"\n{analysis}" : "");
}

/// <summary>
/// Lists images newest first: by the record table itself, or by the index and the copies or records that it names, checked
/// against the whole filter, since index rows may be stale.
/// </summary>
public sealed class ListImages(
    ImageRecords records, IndexSearch search, DescribeImage describe, ProcessingDurations durations, IOptions<UploadOptions> upload,
    IOptions<OwnerOptions> owners)
{
    // What no index knows is seen in the record alone: a page for which many are passed over ends early, with a cursor.
    private const int MaxRounds = 3;

    /// <summary>For a caller: where owners are required, only the own images.</summary>
    /// <exception cref="ProblemException"><c>not_owner</c>, <c>invalid_cursor</c>.</exception>
    public Task<ImagePage> RunAsync(ListQuery query, string? caller, CancellationToken cancellationToken)
    {
        if (!owners.Value.Required)
            return RunAsync(query, cancellationToken);
        return query.UserId is null || query.UserId == caller
            ? RunAsync(query with { UserId = caller }, cancellationToken)
            : throw new ProblemException(ProblemCodes.NotOwner, "The images belong to another user.");
    }

    /// <summary>For operators: everybody's.</summary>
    public async Task<ImagePage> RunAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var after = PageCursor.Decode(query.Cursor, query.FilterText);
        var page = Lookups(query) is { Count: > 0 } lookups
            ? await FromIndexAsync(query, lookups, after, cancellationToken)
            : await records.ListAsync(Filter(query), after, query.Limit, cancellationToken);
        foreach (var image in page.Images)
            durations.Observe(image);
        var views = await Task.WhenAll(page.Images.Select(image => describe.ListItemAsync(image, cancellationToken)));
        return new ImagePage(views, views.Length, page.Next is { } next ? PageCursor.Encode(next, query.FilterText) : null);
    }

    private async Task<RecordPage> FromIndexAsync(
        ListQuery query, List<IndexEntry> lookups, string? after, CancellationToken cancellationToken)
    {
        var span = new IndexSpan(after, CreatedFrom(query), query.To);
        var take = lookups.Count == 1 && query.IsValueAlone ? query.Limit : query.Limit * MaxRounds;
        var candidates = await search.FindAsync(lookups, span, take, cancellationToken);
        var changes = await search.ChangesAsync(candidates.Hits, cancellationToken);
        var found = new List<ImageRecord>();
        var looked = 0;
        for (var round = 0; round < MaxRounds && looked < candidates.Hits.Count && found.Count < query.Limit; round++)
        {
            var next = candidates.Hits.Skip(looked).Take(query.Limit - found.Count).ToList();
            var images = await search.ReadAsync(next, changes, cancellationToken);
            found.AddRange(images.Where(image => image is not null && Matches(image, query))!);
            looked += next.Count;
        }

        return new RecordPage(found, looked < candidates.Hits.Count ? candidates.Hits[looked - 1].Position : candidates.Next);
    }

    private static List<IndexEntry> Lookups(ListQuery query) =>
    [
        .. query.Tags.Select(tag => new IndexEntry(IndexKinds.Tag, tag)),
        .. query.Label is { } label ? [new IndexEntry(IndexKinds.Label, label)] : Array.Empty<IndexEntry>(),
        .. query.UserId is { } user ? [new IndexEntry(IndexKinds.User, user)] : Array.Empty<IndexEntry>(),
        .. query.Moderation is { } state
            ? [new IndexEntry(IndexKinds.Moderation, state.ToString())] : Array.Empty<IndexEntry>(),
        .. query.Status is { } status && IndexKinds.IsIndexed(status)
            ? [new IndexEntry(IndexKinds.Status, status.ToString())] : Array.Empty<IndexEntry>(),
    ];

    private RecordFilter Filter(ListQuery query) =>
        new(query.Status is { } status ? [status] : [], CreatedFrom(query), query.To, Uploaded: Uploaded(query))
        {
            Analysis = query.Analysis
        };

    // Keys hold when an image was announced; it was uploaded while its URL lived.
    private DateTimeOffset? CreatedFrom(ListQuery query) => query.From - upload.Value.UrlLifetime;

    private static UploadSpan Uploaded(ListQuery query) => new(query.From, query.To);

    private static bool Matches(ImageRecord image, ListQuery query) =>
        !image.IsDeleted
        && Uploaded(query).Holds(image)
        && (query.UserId is null || image.UserId == query.UserId)
        && (query.Status is null || image.Status == query.Status)
        && (query.Moderation is null || image.Moderation.State == query.Moderation)
        && (query.Analysis is null || image.HasAnalysis(query.Analysis.Value))
        && query.Tags.All(tag => image.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        && (query.Label is null || image.Analysis?.Labels.Any(label =>
            string.Equals(label.Name, query.Label, StringComparison.OrdinalIgnoreCase)
            && label.Confidence >= (query.MinConfidence ?? 0)) == true);
}
