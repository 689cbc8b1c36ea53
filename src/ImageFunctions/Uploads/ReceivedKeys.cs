using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Uploads;

/// <summary>Keys of files that come with the request: what one was used with is known only when the whole form is read.</summary>
public sealed class ReceivedKeys(IdempotencyKeys keys, PurgeImage purge, TimeProvider time)
{
    private const string Form = "form";

    // No request lasts longer.
    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(4);

    public async Task<FirstRequest> FindAsync(IdempotencyKey key, ImageId id, CancellationToken cancellationToken)
    {
        var first = await keys.FindAsync(key, id, Form, cancellationToken);
        // The first request had all of its form when the record says so.
        if (first.IsNew || first.Record is { Fingerprint: not null })
            return first;
        if (time.GetUtcNow() - first.At < LongestUpload)
            throw new ProblemException(
                ProblemCodes.ConcurrentChange, "The first request with this Idempotency-Key is still being received.")
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            };
        // It was cut off: what it left makes room.
        if (first.Record is { } left)
            await purge.RunAsync(left, CancellationToken.None);
        return await keys.FindAsync(key, id, Form, cancellationToken);
    }
}
