using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Queues another analysis of all images whose analysis has ended in one way. Nothing is rendered anew.</summary>
public sealed class AnalyzeImages(Jobs jobs)
{
    public Task<Job> RunAsync(StepState state, CancellationToken cancellationToken) =>
        jobs.StartAsync(new BatchRequest(BatchKinds.Analyze) { Analysis = state }, cancellationToken);
}
