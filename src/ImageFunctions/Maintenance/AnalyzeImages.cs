using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Queues another analysis of all images whose analysis has ended in one way. Nothing is rendered anew.</summary>
public sealed class AnalyzeImages(Jobs jobs, MessageQueues queues, TimeProvider time)
{
    public async Task<Job> RunAsync(StepState state, CancellationToken cancellationToken)
    {
        var job = await jobs.StartAsync(BatchKinds.Analyze, cancellationToken);
        var request = new BatchRequest(BatchKinds.Analyze, Before: time.GetUtcNow()) { JobId = job.JobId, Analysis = state };
        await queues.SendAsync(request, TimeSpan.Zero, cancellationToken);
        return job;
    }
}
