using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
namespace ImageFunctions.Maintenance;

public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> DeadLetters, int Count, string? NextCursor);

/// <summary>What operators do about work that was given up.</summary>
public sealed class ManageDeadLetters(DeadLetters letters, ImageRecords records, RecordChanges changes, MessageQueues queues)
{
    private const string Filter = "dead-letters";

    public async Task<DeadLetterPage> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var (found, next) = await letters.ListAsync(PageCursor.Decode(cursor, Filter), limit, cancellationToken);
        return new DeadLetterPage(found, found.Count, next is null ? null : PageCursor.Encode(next, Filter));
    }

    public async Task<DeadLetter> GetAsync(string id, CancellationToken cancellationToken) =>
        DeadLetters.IsId(id) && await letters.GetAsync(id, cancellationToken) is { } letter ? letter
            : throw new ProblemException(ProblemCodes.DeadLetterNotFound, "There is no dead letter with this id.");

    /// <summary>Puts the message back and removes the letter; a failed image is made ready first.</summary>
    public async Task<DeadLetter> ReplayAsync(string id, CancellationToken cancellationToken)
    {
        var letter = await GetAsync(id, cancellationToken);
        if (letter.Truncated || letter.Reason == DeadLetterReasons.Unreadable)
            throw new ProblemException(ProblemCodes.NotReplayable, "This message could not be read, or was too long to keep: it can only be discarded.");
        if (letter.Queue == StorageNames.UploadsQueue && letter.ImageId is { } imageId
            && await records.GetAsync(imageId, cancellationToken) is { Status: ImageStatus.Failed } image)
            await changes.ApplyAsync(image, record => record.Status == ImageStatus.Failed ? record.Reprocess() : null, cancellationToken);
        await queues.SendTextAsync(letter.Queue, letter.Text, cancellationToken);
        await letters.RemoveAsync(id, cancellationToken);
        return letter;
    }

    public async Task DiscardAsync(string id, CancellationToken cancellationToken)
    {
        await GetAsync(id, cancellationToken);
        await letters.RemoveAsync(id, cancellationToken);
    }
}
