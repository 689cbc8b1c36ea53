using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Uploads;

/// <summary>What a caller calls a request, so that it can be sent again without being done again.</summary>
/// <param name="Owner">Whose key it is; keys of different owners do not meet.</param>
/// <param name="Text">As the caller gave it; case matters.</param>
/// <param name="Item">Which item of a batch; null for a request as a whole.</param>
public sealed record IdempotencyKey(string? Owner, string Text, int? Item = null)
{
    // The index ignores case, which keys do not; and no owner's name may run into a key.
    public string Value =>
        $"{Owner}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}{(Item is { } item ? $".{item}" : "")}";
}

/// <summary>The image that a request with a key made the first time.</summary>
/// <param name="IsNew">Whether this is the first time.</param>
/// <param name="Record">Null when there is none yet: the first time ended, or is, between key and record.</param>
public sealed record FirstRequest(ImageId Id, bool IsNew, DateTimeOffset At, ImageRecord? Record);

/// <summary>Remembers keys for a day: the first request makes the image, the others hear of it.</summary>
public sealed class IdempotencyKeys(Reservations reservations, ImageRecords records, Tombstones tombstones, TimeProvider time)
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <param name="id">For the image, if the key is new.</param>
    /// <param name="fingerprint">The same for requests that ask for the same.</param>
    /// <exception cref="ProblemException">The key stands for another request, or for an image that was deleted.</exception>
    public async Task<FirstRequest> FindAsync(IdempotencyKey key, ImageId id, string fingerprint, CancellationToken cancellationToken)
    {
        if (key.Text.Length is 0 or > 255)
            throw ProblemException.Invalid("Idempotency-Key", "Idempotency-Key has 1 to 255 characters.");
        var now = time.GetUtcNow();
        var wanted = new IndexEntry(IndexKinds.Idempotency, key.Value, fingerprint);
        var held = await reservations.HoldAsync(wanted, id, now, cancellationToken);
        if (!held.IsNew && now - held.At > Lifetime)
        {
            await reservations.ReleaseAsync(wanted, cancellationToken);
            held = await reservations.HoldAsync(wanted, id, now, cancellationToken);
        }

        if (held.Note != fingerprint)
            throw OtherRequest();
        var record = held.IsNew ? null : await records.GetAsync(held.Id, cancellationToken);
        var isGone = record is null ? !held.IsNew
            && await tombstones.HasAsync(held.Id, cancellationToken) : record is { IsDeleted: true, IsDraft: false };
        return isGone
            ? throw new ProblemException(
                ProblemCodes.IdempotencyConflict,
                $"The image of this Idempotency-Key, {held.Id}, was deleted. Use another key for another image.")
            : new FirstRequest(held.Id, held.IsNew, held.At, record);
    }

    /// <summary>Makes a key new again, for a request that came to nothing.</summary>
    public Task ForgetAsync(string value, CancellationToken cancellationToken) =>
        reservations.ReleaseAsync(new IndexEntry(IndexKinds.Idempotency, value), cancellationToken);

    public static ProblemException OtherRequest() =>
        new(ProblemCodes.IdempotencyConflict, "This Idempotency-Key was used for another request.");
}
