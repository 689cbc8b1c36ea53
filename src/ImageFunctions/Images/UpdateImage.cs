using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Images;

/// <summary>Changes what callers say of an image.</summary>
public sealed class UpdateImage(GetImage get, RecordChanges changes, ImageIndex index, IndexRows rows, Outbox outbox)
{
    /// <param name="isExpected">Whether a record has the version that the caller wants to change; null for any.</param>
    public async Task<ImageRecord> RunAsync(
        string id, ImagePatch patch, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var title = ImageText.Title(patch.Title);
        var description = ImageText.Description(patch.Description);
        var tags = patch.Tags is null ? null : ImageText.Tags(patch.Tags);
        var before = await get.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(before, caller);
        RecordChanges.Check(before, isExpected);
        // Rows first: they are known from the record, or taken back here when it is gone.
        await index.AddAsync(before.Id, Of(tags ?? []), cancellationToken);
        var after = await changes.ApplyAsync(before, record => record.IsDeleted ? null : outbox.Tell(record with
        {
            Title = patch.HasTitle ? title : record.Title,
            Description = patch.HasDescription ? description : record.Description,
            Tags = tags ?? record.Tags,
            FocalPoint = patch.HasFocalPoint ? patch.FocalPoint : record.FocalPoint,
        }, WebhookEvents.Updated), isExpected, cancellationToken);
        await index.RemoveAsync(
            before.Id, Of(before.Tags.Concat(tags ?? []).Except(after?.Tags ?? before.Tags, StringComparer.OrdinalIgnoreCase)),
            cancellationToken);
        if (after is null)
            throw ProblemException.ImageNotFound();
        await rows.FollowAsync(before, after, cancellationToken);
        return await outbox.SendAsync(after, cancellationToken);
    }

    private static IEnumerable<IndexEntry> Of(IEnumerable<string> tags) => tags.Select(tag => new IndexEntry(IndexKinds.Tag, tag));
}
