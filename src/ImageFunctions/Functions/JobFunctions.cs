using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>Work over many images that goes on in the background.</summary>
public sealed class JobFunctions(Jobs jobs)
{
    /// <summary>How far it is. To be known for 30 days.</summary>
    [Function("GetJob")]
    public async Task<IResult> GetJob(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{id}")] HttpRequest request, string id,
        CancellationToken cancellationToken) =>
        new JsonResponse(await jobs.GetAsync(id, cancellationToken)).With("Cache-Control", "no-store");

    internal static string Address(HttpRequest request, Job job) => $"{Caller.ApiBase(request)}/jobs/{job.JobId}";
}
