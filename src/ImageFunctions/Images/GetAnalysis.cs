using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>Gives all that is stored of an image's analysis: what answers show of it, and the services' own words.</summary>
public sealed class GetAnalysis(GetImage get, VariantBlobs blobs)
{
    /// <exception cref="ProblemException"><c>image_not_found</c>, <c>not_ready</c>.</exception>
    public async Task<StoredAnalysis> RunAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await get.ReadAsync(id, caller, cancellationToken);
        if (image.Size is null)
            throw new ProblemException(ProblemCodes.NotReady, "The image has not been looked at yet.");
        var raw = image.Analysis is null ? null : await blobs.ReadAsync(image.Id, VariantBlobs.AnalysisName, cancellationToken);
        return new StoredAnalysis(
            image.Id, DescribeImage.Analysis(image, isDetail: true),
            raw is null ? null : JsonSerializer.Deserialize<JsonElement>(raw.Content.Span, StoredJson.Options));
    }
}
