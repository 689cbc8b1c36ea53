using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>DELETE users/{userId}/images: done in the background; asking twice does no harm.</summary>
public sealed class EraseUserImages(RunBatch batch)
{
    private sealed record Accepted(string Message, string UserId);

    [Function(nameof(EraseUserImages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "users/{userId}/images")] HttpRequest request,
        string userId, CancellationToken cancellationToken)
    {
        var user = ImageText.UserId(userId) ?? throw ProblemException.Invalid("userId", "userId is required.", ProblemCodes.InvalidUserId);
        if (Caller.Of(request) is { } caller && caller != user)
            throw new ProblemException(ProblemCodes.NotOwner, "The images belong to another user.");
        await batch.EraseUserAsync(user, QueryValues.Flag(request, "purge"), cancellationToken);
        return JsonAnswer.Accepted(new Accepted("The images are being erased.", user));
    }
}
