using ImageFunctions.Contracts;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Queues the erasure of all images of a user that exist now.</summary>
public sealed class EraseUser(MessageQueues queues, TimeProvider time)
{
    /// <returns>The user's id as it is stored.</returns>
    public async Task<string> RunAsync(string userId, string? caller, bool isPurge, CancellationToken cancellationToken)
    {
        var user = ImageText.UserId(userId) ?? throw ProblemException.Invalid("userId", "userId is required.", ProblemCodes.InvalidUserId);
        if (caller is not null && caller != user)
            throw new ProblemException(ProblemCodes.NotOwner, "The images belong to another user.");
        await queues.SendAsync(
            new BatchRequest(BatchKinds.EraseUser, user, null, isPurge, null, time.GetUtcNow()), TimeSpan.Zero, cancellationToken);
        return user;
    }
}
