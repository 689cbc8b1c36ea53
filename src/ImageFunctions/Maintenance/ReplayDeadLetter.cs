using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

/// <summary>Puts the message back into its queue and removes the letter; a failed image is made ready first.</summary>
public sealed class ReplayDeadLetter(DeadLetters letters, ImageRecords records, RecordChanges changes, MessageQueues queues)
{
    public async Task<DeadLetter> RunAsync(string id, CancellationToken cancellationToken)
    {
        var letter = await letters.GetAsync(id, cancellationToken);
        if (!StorageNames.Queues.Contains(letter.Queue))
            throw new ProblemException(ProblemCodes.NotReplayable, "This version has no such queue: the message can only be discarded.");
        if (letter.Truncated || letter.Reason == DeadLetterReasons.Unreadable)
            throw new ProblemException(ProblemCodes.NotReplayable, "This message could not be read, or was too long to keep: it can only be discarded.");
        if (letter.Queue == StorageNames.UploadsQueue && letter.ImageId is { } imageId
            && await records.GetAsync(imageId, cancellationToken) is { Status: ImageStatus.Failed } image)
            await changes.ApplyAsync(image, record => record.Status == ImageStatus.Failed ? record.Reprocess() : null, cancellationToken);
        await queues.SendTextAsync(letter.Queue, letter.Text, cancellationToken);
        await letters.RemoveAsync(id, cancellationToken);
        return letter;
    }
}
