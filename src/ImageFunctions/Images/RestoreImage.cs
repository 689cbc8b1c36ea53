using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Images;

/// <summary>Takes a delete back.</summary>
public sealed class RestoreImage(GetImage get, RecordChanges changes, Outbox outbox)
{
    /// <param name="isExpected">Whether a record has the version that the caller wants to restore; null for any.</param>
    public async Task<ImageRecord> RunAsync(
        string id, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var image = await get.AnyAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        if (image.IsDeleted)
        {
            image = await changes.ApplyAsync(image, record => record switch
            {
                { IsBeingPurged: true } or { IsDraft: true } => throw ProblemException.ImageNotFound(),
                { IsDeleted: true } => outbox.Tell(record.Restore(), WebhookEvents.Restored),
                _ => record,
            }, isExpected, cancellationToken)
                ?? throw ProblemException.ImageNotFound();
        }
        else if (!image.IsRestored)
        {
            throw new ProblemException(ProblemCodes.NotDeleted, "The image is not deleted.");
        }

        // One that was restored before: who asks again may not have heard that it is done.
        return await outbox.SendAsync(image, cancellationToken);
    }
}
