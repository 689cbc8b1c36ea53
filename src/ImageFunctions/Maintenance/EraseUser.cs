using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Queues the erasure of all images of a user that exist now.</summary>
public sealed class EraseUser(Tombstones tombstones, Jobs jobs)
{
    /// <returns>The user's id as it is stored, and the job that does it.</returns>
    public async Task<(string UserId, Job Job)> RunAsync(string? userId, string? caller, bool isPurge, CancellationToken cancellationToken)
    {
        var user = ImageText.UserId(userId) ?? throw ProblemException.Invalid("userId", "userId is required.", ProblemCodes.InvalidUserId);
        if (caller is not null && caller != user)
            throw new ProblemException(ProblemCodes.NotOwner, "The images belong to another user.");
        // First of all: what is written for the user while the work goes on is found by it, or finds this.
        if (isPurge)
            await tombstones.AddUserAsync(user, cancellationToken);
        return (user, await jobs.StartAsync(new BatchRequest(BatchKinds.EraseUser, user, Purge: isPurge), cancellationToken));
    }
}
