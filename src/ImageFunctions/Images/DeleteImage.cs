using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Images;

/// <summary>Hides an image until it is restored or purged.</summary>
public sealed class DeleteImage(GetImage get, RecordChanges changes, PurgeImage purge, NotifyReceivers notify, TimeProvider time)
{
    /// <param name="isPurge">Whether it is gone for good at once; a deleted image can be purged too.</param>
    public async Task RunAsync(string id, bool isPurge, string? caller, CancellationToken cancellationToken)
    {
        var image = isPurge ? await get.AnyAsync(id, cancellationToken) : await get.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        if (isPurge)
            await purge.RunAsync(image, cancellationToken);
        else if (!await RunAsync(image, cancellationToken))
            throw ProblemException.ImageNotFound();
    }

    /// <summary>Two calls to storage, and one more where somebody is to be told.</summary>
    /// <returns>False when it is deleted already.</returns>
    public async Task<bool> RunAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var deleted = await changes.ApplyAsync(image, record => record.IsDeleted ? null : record.Delete(time.GetUtcNow()), cancellationToken);
        if (deleted is not null)
            await notify.SendAsync(deleted, WebhookEvents.Deleted, cancellationToken);
        return deleted is not null;
    }
}
