using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Images;

/// <summary>Takes a delete back.</summary>
public sealed class RestoreImage(GetImage get, RecordChanges changes, MessageQueues queues, NotifyReceivers notify)
{
    /// <param name="isExpected">Whether a record has the version that the caller wants to restore; null for any.</param>
    public async Task<ImageRecord> RunAsync(
        string id, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var image = await get.AnyAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        var restored = await changes.ApplyAsync(image, record => record switch
        {
            { IsBeingPurged: true } or { IsDraft: true } => throw ProblemException.ImageNotFound(),
            { IsDeleted: true } => record.Restore(),
            _ => null,
        }, isExpected, cancellationToken) ?? throw new ProblemException(ProblemCodes.NotDeleted, "The image is not deleted.");
        // Work that the delete stopped, or a message that found the image deleted, has to be asked for again.
        if (restored.Status is ImageStatus.Uploaded or ImageStatus.Pending)
            await queues.SendAsync(new UploadCheck(restored.Id, 0, restored.TraceParent), TimeSpan.Zero, cancellationToken);
        await notify.SendAsync(restored, WebhookEvents.Restored, cancellationToken);
        return restored;
    }
}
