using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>Image Analysis 4.0: one POST with the image as its body.</summary>
public class ImageAnalysisClient
{
    private const string Scope = "https://cognitiveservices.azure.com/.default";
    private const string ApiVersion = "2023-10-01";

    private static readonly (VisualFeatures Feature, string Name)[] WireNames =
    [
        (VisualFeatures.Tags, "tags"),
        (VisualFeatures.Caption, "caption"),
        (VisualFeatures.DenseCaptions, "denseCaptions"),
        (VisualFeatures.Objects, "objects"),
        (VisualFeatures.Read, "read"),
        (VisualFeatures.SmartCrops, "smartCrops"),
        (VisualFeatures.People, "people"),
    ];

    // Members that a service leaves out become the default, as in the real package; other types are an error.
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly Uri _endpoint;
    private readonly HttpPipeline _pipeline;

    public ImageAnalysisClient(Uri endpoint, AzureKeyCredential credential, ImageAnalysisClientOptions options)
        : this(endpoint, new ApiKeyPolicy(credential ?? throw new ArgumentNullException(nameof(credential))), options)
    {
    }

    public ImageAnalysisClient(Uri endpoint, TokenCredential credential, ImageAnalysisClientOptions options)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, Scope), options)
    {
    }

    private ImageAnalysisClient(Uri endpoint, HttpPipelinePolicy authentication, ImageAnalysisClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new ImageAnalysisClientOptions();
        _endpoint = endpoint;
        _pipeline = HttpPipelineBuilder.Build(options, [], [authentication], new ResponseClassifier());
    }

    /// <exception cref="RequestFailedException">The service answered with anything but 200.</exception>
    /// <exception cref="JsonException">The answer is not JSON.</exception>
    public virtual async Task<Response<ImageAnalysisResult>> AnalyzeAsync(
        BinaryData imageData,
        VisualFeatures visualFeatures,
        ImageAnalysisOptions options = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(imageData);
        using var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = RequestMethod.Post;
        Address(request.Uri, visualFeatures, options);
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Content-Type", "application/octet-stream");
        request.Content = RequestContent.Create(imageData);

        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (message.Response.Status != 200)
            throw new RequestFailedException(message.Response);
        var result = message.Response.Content.ToObjectFromJson<ImageAnalysisResult>(Json);
        return Response.FromValue(result, message.Response);
    }

    private void Address(RequestUriBuilder uri, VisualFeatures features, ImageAnalysisOptions options)
    {
        uri.Reset(_endpoint);
        uri.AppendPath("/computervision", false);
        uri.AppendPath("/imageanalysis:analyze", false);
        uri.AppendQuery("api-version", ApiVersion, true);
        uri.AppendQuery(
            "features", string.Join(',', WireNames.Where(name => features.HasFlag(name.Feature)).Select(name => name.Name)), true);
        if (options.Language is not null)
            uri.AppendQuery("language", options.Language, true);
        if (options.SmartCropsAspectRatios is { } ratios && ratios.Any())
            uri.AppendQuery("smartcrops-aspect-ratios",
                string.Join(',', ratios.Select(ratio => ratio.ToString(CultureInfo.InvariantCulture))), true);
    }
}
