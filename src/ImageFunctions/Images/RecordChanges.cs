using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Changes a record so that no other writer's change is lost: on a conflict the change is made again on the new record.</summary>
public sealed class RecordChanges(ImageRecords records)
{
    private const int MaxTries = 8;

    /// <param name="known">The record as it was read.</param>
    /// <param name="change">Makes the new record, or null when it no longer applies.</param>
    /// <returns>The stored record, or null when it is gone or the change no longer applied.</returns>
    public async Task<ImageRecord?> ApplyAsync(
        ImageRecord known, Func<ImageRecord, ImageRecord?> change, CancellationToken cancellationToken) =>
        await ApplyAsync(known, change, isExpected: null, cancellationToken);

    /// <param name="known">The record as it was read.</param>
    /// <param name="change">Makes the new record, or null when it no longer applies.</param>
    /// <param name="isExpected">Whether a record has the version that the caller wants to change; null for any.</param>
    /// <returns>The stored record, or null when it is gone or the change no longer applied.</returns>
    /// <exception cref="ProblemException"><c>precondition_failed</c>.</exception>
    public async Task<ImageRecord?> ApplyAsync(
        ImageRecord known, Func<ImageRecord, ImageRecord?> change, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        ImageRecord? current = known;
        for (var attempt = 0; current is not null && attempt < MaxTries; attempt++)
        {
            Check(current, isExpected);
            if (change(current) is not { } changed)
                return null;
            try
            {
                return await records.UpdateAsync(current, changed, cancellationToken);
            }
            catch (RecordConflictException)
            {
                current = await records.GetAsync(known.Id, cancellationToken);
            }
        }

        return current is null ? null : throw new RecordConflictException();
    }

    /// <exception cref="ProblemException"><c>precondition_failed</c>: it is not the version that the caller means.</exception>
    public static void Check(ImageRecord image, Func<ImageRecord, bool>? isExpected)
    {
        if (isExpected?.Invoke(image) == false)
            throw new ProblemException(ProblemCodes.PreconditionFailed, "The image has changed since the version named in If-Match.");
    }
}
