using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Takes a delete back.</summary>
public sealed class RestoreImage(GetImage get, RecordChanges changes, Outbox outbox)
{
    public async Task<ImageRecord> RunAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await get.AnyAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        if (image.IsDeleted)
        {
            image = await changes.ApplyAsync(image, record => record.IsDeleted ? record.Restore() : record, cancellationToken)
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
