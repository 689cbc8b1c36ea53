using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Images;

/// <summary>Hides an image until it is restored or purged.</summary>
public sealed class DeleteImage(GetImage get, RecordChanges changes, PurgeImage purge, NotifyReceivers notify, TimeProvider time)
{
    /// <param name="isPurge">Whether it is gone for good at once; a deleted image can be purged too.</param>
    /// <param name="isExpected">Whether a record has the version that the caller wants to delete; null for any.</param>
    /// <returns>The deleted image; null once it is purged.</returns>
    public async Task<ImageRecord?> RunAsync(
        string id, bool isPurge, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var image = isPurge ? await get.AnyAsync(id, cancellationToken) : await get.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        if (!isPurge)
            return await RunAsync(image, isExpected, cancellationToken) ?? throw ProblemException.ImageNotFound();
        await purge.RunAsync(image, static _ => true, isExpected, job: null, cancellationToken);
        return null;
    }

    /// <summary>Two calls to storage, and one more where somebody is to be told.</summary>
    /// <param name="isExpected">Whether a record has the version that is meant; null for any.</param>
    /// <returns>Null when it is deleted already.</returns>
    public async Task<ImageRecord?> RunAsync(ImageRecord image, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var deleted = await changes.ApplyAsync(
            image, record => record.IsDeleted ? null : record.Delete(time.GetUtcNow()), isExpected, cancellationToken);
        if (deleted is not null)
            await notify.SendAsync(deleted, WebhookEvents.Deleted, cancellationToken);
        return deleted;
    }
}
