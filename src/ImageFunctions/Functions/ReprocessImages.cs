using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>POST manage/reprocess?status=failed: all images with a status, in the background.</summary>
public sealed class ReprocessImages(RunBatch batch)
{
    private sealed record Accepted(string Message, ImageStatus Status);

    [Function(nameof(ReprocessImages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "manage/reprocess")] HttpRequest request, CancellationToken cancellationToken)
    {
        var status = QueryValues.Status(request, "status") ?? ImageStatus.Failed;
        if (status is ImageStatus.Pending or ImageStatus.Expired)
            throw ProblemException.Invalid("status", "status must be one of uploaded, processing, completed, failed.");
        await batch.ReprocessAsync(status, cancellationToken);
        return JsonAnswer.Accepted(new Accepted("The images are being processed again.", status));
    }
}
