using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>What operators look at and start.</summary>
public sealed class OperationsFunctions(
    GetHealth health, GetStatistics statistics, ReprocessImages reprocess, AnalyzeImages analyze, ListWebhookDeliveries deliveries)
{
    /// <summary>Without a key, for monitors.</summary>
    [Function(nameof(GetHealth))]
    public async Task<IResult> GetHealth(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var report = await health.RunAsync(cancellationToken);
        var status = report.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return new JsonResponse(report, status).With("Cache-Control", "no-store");
    }

    [Function(nameof(GetStatistics))]
    public async Task<IResult> GetStatistics(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/stats")] HttpRequest request, CancellationToken cancellationToken) =>
        new JsonResponse(await statistics.RunAsync(cancellationToken)).With("Cache-Control", "no-store");

    /// <summary>All images with a status, in the background.</summary>
    [Function(nameof(ReprocessImages))]
    public async Task<IResult> ReprocessImages(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "manage/reprocess")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var status = QueryValues.Status(request, "status") ?? ImageStatus.Failed;
        var job = await reprocess.RunAsync(status, cancellationToken);
        var address = JobFunctions.Address(request, job);
        return JsonResponse.Accepted(new Reprocessing("The images are being processed again.", status, job.JobId, address), address);
    }

    /// <summary>Nothing is made anew but what the analyzers are shown.</summary>
    [Function(nameof(AnalyzeImages))]
    public async Task<IResult> AnalyzeImages(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "manage/analyze")] HttpRequest request, CancellationToken cancellationToken)
    {
        var state = QueryValues.Analysis(request, "analysis") ?? StepState.Failed;
        var job = await analyze.RunAsync(state, cancellationToken);
        var address = JobFunctions.Address(request, job);
        return JsonResponse.Accepted(new Reanalysis("The analyzers are being asked again.", state, job.JobId, address), address);
    }

    /// <summary>Every try to tell a receiver about an image.</summary>
    [Function(nameof(ListWebhookDeliveries))]
    public async Task<IResult> ListWebhookDeliveries(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/images/{id}/webhooks")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        new JsonResponse(await deliveries.RunAsync(id, cancellationToken));
}
