using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;
namespace ImageFunctions.Images;

/// <summary>What a PATCH changes: a member that is absent stays, one that is null or empty is cleared.</summary>
public sealed record ImagePatch
{
    public required bool HasTitle { get; init; }
    public string? Title { get; init; }
    public required bool HasDescription { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string?>? Tags { get; init; }
}

/// <summary>The changes that callers make to an image that exists.</summary>
public sealed class ChangeImage(FindImage find, RecordChanges changes, ImageIndex index, MessageQueues queues, NotifyReceivers notify, TimeProvider time)
{
    /// <param name="isExpected">Whether a record has the version that the caller wants to change; null for any.</param>
    public async Task<ImageRecord> UpdateAsync(
        string id, ImagePatch patch, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var title = ImageText.Title(patch.Title);
        var description = ImageText.Description(patch.Description);
        var tags = patch.Tags is null ? null : ImageText.Tags(patch.Tags);
        var before = await find.RunAsync(id, cancellationToken);
        FindImage.CheckOwner(before, caller);
        var after = await changes.ApplyAsync(before, record =>
        {
            if (isExpected?.Invoke(record) == false)
                throw new ProblemException(ProblemCodes.PreconditionFailed, "The image has changed since the version named in If-Match.");
            return record.IsDeleted ? null : record with
            {
                Title = patch.HasTitle ? title : record.Title,
                Description = patch.HasDescription ? description : record.Description,
                Tags = tags ?? record.Tags,
            };
        }, cancellationToken) ?? throw ProblemException.ImageNotFound();
        if (tags is not null)
        {
            await index.AddAsync(after.Id, IndexKinds.OfCaller(after).Where(entry => entry.Kind == IndexKinds.Tag), cancellationToken);
            var gone = before.Tags.Except(tags, StringComparer.OrdinalIgnoreCase);
            await index.RemoveAsync(after.Id, gone.Select(tag => new IndexEntry(IndexKinds.Tag, tag)), cancellationToken);
        }

        return after;
    }

    /// <summary>Hides an image until it is restored or purged. Two calls to storage, and one more where somebody is to be told.</summary>
    public async Task DeleteAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await find.RunAsync(id, cancellationToken);
        FindImage.CheckOwner(image, caller);
        if (!await DeleteAsync(image, cancellationToken))
            throw ProblemException.ImageNotFound();
    }

    /// <returns>False when it is deleted already.</returns>
    public async Task<bool> DeleteAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var deleted = await changes.ApplyAsync(image, record => record.IsDeleted ? null : record.Delete(time.GetUtcNow()), cancellationToken);
        if (deleted is not null)
            await notify.SendAsync(deleted, WebhookEvents.Deleted, cancellationToken);
        return deleted is not null;
    }

    public async Task<ImageRecord> RestoreAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await find.AnyAsync(id, cancellationToken);
        FindImage.CheckOwner(image, caller);
        var restored = await changes.ApplyAsync(image, record => record.IsDeleted ? record.Restore() : null, cancellationToken)
            ?? throw new ProblemException(ProblemCodes.NotDeleted, "The image is not deleted.");
        // Work that the delete stopped, or a message that found the image deleted, has to be asked for again.
        if (restored.Status is ImageStatus.Uploaded or ImageStatus.Pending)
            await queues.SendAsync(new UploadCheck(restored.Id, 0, restored.TraceParent), TimeSpan.Zero, cancellationToken);
        return restored;
    }

    public async Task<ImageRecord> ReprocessAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await find.RunAsync(id, cancellationToken);
        FindImage.CheckOwner(image, caller);
        return await ReprocessAsync(image, cancellationToken)
            ?? throw new ProblemException(ProblemCodes.NotUploaded, "Nothing has been uploaded for this image.");
    }

    /// <returns>Null when there is nothing to process.</returns>
    public async Task<ImageRecord?> ReprocessAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var ready = await changes.ApplyAsync(image, record =>
            record.IsDeleted || record.Status is ImageStatus.Pending or ImageStatus.Expired ? null : record.Reprocess(), cancellationToken);
        if (ready is not null)
            await queues.SendAsync(new UploadCheck(ready.Id, 0, System.Diagnostics.Activity.Current?.Id), TimeSpan.Zero, cancellationToken);
        return ready;
    }
}
