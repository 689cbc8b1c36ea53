using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Puts the message back into its queue and removes the letter; a failed image is made ready first.</summary>
public sealed class ReplayDeadLetter(DeadLetters letters, ImageRecords records, RecordChanges changes, MessageQueues queues)
{
    public async Task<DeadLetter> RunAsync(string id, CancellationToken cancellationToken)
    {
        var letter = await letters.GetAsync(id, cancellationToken);
        var queue = EarlierQueues.Successors.GetValueOrDefault(letter.Queue, letter.Queue);
        if (!StorageNames.Queues.Contains(queue))
            throw new ProblemException(ProblemCodes.NotReplayable, "This version has no such queue: the message can only be discarded.");
        if (letter.Truncated || letter.Reason == DeadLetterReasons.Unreadable)
            throw new ProblemException(
                ProblemCodes.NotReplayable, "This message could not be read, or was too long to keep: it can only be discarded.");
        var text = queue == letter.Queue ? letter.Text : EarlierQueues.Translate(letter.Queue, letter.Text)
            ?? throw new ProblemException(
                ProblemCodes.NotReplayable, "This message asks for what this version does not know: it can only be discarded.");
        if (queue == StorageNames.UploadsQueue && ImageWork.Read(text) is ImageWork.Uploads && letter.ImageId is { } imageId
            && await records.GetAsync(imageId, cancellationToken) is { Status: ImageStatus.Failed } image)
            await changes.ApplyAsync(image, record => record.Status == ImageStatus.Failed ? record.Reprocess() : null, cancellationToken);
        await queues.SendTextAsync(queue, text, delay: null, cancellationToken);
        await letters.RemoveAsync(id, cancellationToken);
        return letter;
    }
}
