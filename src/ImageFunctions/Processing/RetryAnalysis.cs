using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Processing;

/// <summary>
/// Asks the analyzers again for an image whose variants are done; when they stay away, the image is completed without their
/// findings and a dead letter keeps the request.
/// </summary>
public sealed class RetryAnalysis(ImageRecords records, AnalyzeAgain analyze, AnalysisRetries retries, CompleteImage complete,
    Outbox outbox)
{
    public async Task RunAsync(AnalysisRequest request, string messageId, CancellationToken cancellationToken)
    {
        var image = await records.GetAsync(request.ImageId, cancellationToken);
        // The delivery before this one ended between its last change of the record and what follows from that.
        if (image is { Owes.Count: > 0, Status: ImageStatus.Completed or ImageStatus.Failed })
            await outbox.SendAsync(image, cancellationToken);
        if (image is null || image.IsDeleted || image.Status == ImageStatus.Unknown || image.Header is null
            || image.Steps.WebP != StepState.Completed
            || image.Steps.Analysis is StepState.Completed or StepState.Skipped)
            return;
        var outcome = await analyze.RunAsync(image, image.Header, request.Attempt + 1, cancellationToken);
        if (outcome.RetryAfter is { } delay)
        {
            if (await retries.TryAgainAsync(request, messageId, delay, cancellationToken))
                return;
            outcome = AnalysisOutcome.Failed("analysis_unavailable");
        }

        // What was found before is worth more than word that nobody answered.
        if (outcome.State is StepState.Failed or StepState.Skipped && image.Analysis is { } before)
            outcome = AnalysisOutcome.Kept(before);
        await complete.RunAsync(image, outcome, cancellationToken);
    }
}
