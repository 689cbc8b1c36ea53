using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>DELETE images/{id}: hidden and restorable, or with purge=true gone for good.</summary>
public sealed class DeleteImage(ChangeImage change, PurgeImage purge)
{
    private sealed record Deleted(string Message, string ImageId);

    [Function(nameof(DeleteImage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "images/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (QueryValues.Flag(request, "purge"))
            await purge.RunAsync(id, Caller.Of(request), cancellationToken);
        else
            await change.DeleteAsync(id, Caller.Of(request), cancellationToken);
        return new JsonAnswer(new Deleted("Image deleted successfully", id));
    }
}
