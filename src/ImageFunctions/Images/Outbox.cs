using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Images;

/// <summary>
/// Does what a change of a record owes, after the change is written. Whoever made the change calls it, and so do a repeated
/// request, a message that comes back, and the cleanup: everything is done at least once.
/// </summary>
public sealed class Outbox(ImageRecords records, RecordChanges changes, MessageQueues queues, ImageFiles files, NotifyReceivers notify)
{
    /// <summary>The record with an event added that receivers are to be told of, if there are any.</summary>
    public ImageRecord Tell(ImageRecord image, string eventName) => notify.Owe(image, eventName);

    /// <summary>The same for a record that may be some minutes old.</summary>
    public async Task SendAsync(ImageId id, CancellationToken cancellationToken)
    {
        if (await records.GetAsync(id, cancellationToken) is { } image)
            await SendAsync(image, isLate: true, cancellationToken);
    }

    /// <returns>The record without what is done.</returns>
    public Task<ImageRecord> SendAsync(ImageRecord image, CancellationToken cancellationToken) =>
        SendAsync(image, isLate: false, cancellationToken);

    /// <param name="isLate">Whether the message that begins the work is taken for lost when the work has not begun.</param>
    /// <returns>The record without what is done.</returns>
    public async Task<ImageRecord> SendAsync(ImageRecord image, bool isLate, CancellationToken cancellationToken)
    {
        var done = new List<Owed>();
        foreach (var owed in image.Owes.OrderByDescending(owed => owed.Name == Owed.Block))
        {
            if (await DoAsync(image, owed, cancellationToken))
                done.Add(owed);
        }

        // The claim takes it off the record: that saves a write for every upload.
        if (!isLate && image.Status == ImageStatus.Uploaded)
            done.RemoveAll(owed => owed.Name == Owed.Check);
        return done.Count == 0 ? image : await TakeOffAsync(image, done, cancellationToken);
    }

    /// <returns>False for what a newer version owes: it stays.</returns>
    private async Task<bool> DoAsync(ImageRecord image, Owed owed, CancellationToken cancellationToken)
    {
        switch (owed)
        {
            case { Name: Owed.Check }:
                await queues.SendAsync(new UploadCheck(image.Id, 0, image.TraceParent), TimeSpan.Zero, cancellationToken);
                return true;
            case { Name: Owed.Analysis }:
                await queues.SendAsync(new AnalysisRequest(image.Id, 0, image.TraceParent), owed.At, cancellationToken);
                return true;
            case { Name: Owed.Block }:
                await files.BlockAsync(image.Id, image.BlobName, cancellationToken);
                return true;
            case { At: { } at } when WebhookEvents.All.Contains(owed.Name):
                await notify.SendAsync(image, owed.Name, at, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    private async Task<ImageRecord> TakeOffAsync(ImageRecord image, List<Owed> done, CancellationToken cancellationToken)
    {
        try
        {
            return await changes.ApplyAsync(
                image, record => record with { Owes = [.. record.Owes.Except(done)] }, cancellationToken) ?? image;
        }
        catch (Exception e) when (e is StorageUnavailableException or RecordConflictException)
        {
            return image; // It stays on the record, and is done once more by the cleanup.
        }
    }
}
