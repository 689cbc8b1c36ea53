using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.AI.ContentSafety;

/// <summary>Judges an image in four kinds of harm: one POST with the image in base64.</summary>
public class ContentSafetyClient
{
    private const string Scope = "https://cognitiveservices.azure.com/.default";
    private const string ApiVersion = "2023-10-01";

    private readonly Uri _endpoint;
    private readonly HttpPipeline _pipeline;

    public ContentSafetyClient(Uri endpoint, AzureKeyCredential credential, ContentSafetyClientOptions options)
        : this(endpoint, new ApiKeyPolicy(credential ?? throw new ArgumentNullException(nameof(credential))), options)
    {
    }

    public ContentSafetyClient(Uri endpoint, TokenCredential credential, ContentSafetyClientOptions options)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, Scope), options)
    {
    }

    private ContentSafetyClient(Uri endpoint, HttpPipelinePolicy authentication, ContentSafetyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new ContentSafetyClientOptions();
        _endpoint = endpoint;
        _pipeline = HttpPipelineBuilder.Build(options, [], [authentication], new ResponseClassifier());
    }

    /// <exception cref="RequestFailedException">The service answered with anything but 200.</exception>
    /// <exception cref="JsonException">The answer is not JSON.</exception>
    public virtual async Task<Response<AnalyzeImageResult>> AnalyzeImageAsync(
        BinaryData content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = RequestMethod.Post;
        request.Uri.Reset(_endpoint);
        request.Uri.AppendPath("/contentsafety", false);
        request.Uri.AppendPath("/image:analyze", false);
        request.Uri.AppendQuery("api-version", ApiVersion, true);
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Content-Type", "application/json");
        request.Content = RequestContent.Create(BinaryData.FromObjectAsJson(new { image = new { content = content.ToMemory() } }));

        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (message.Response.Status != 200)
            throw new RequestFailedException(message.Response);
        using var answer = JsonDocument.Parse(message.Response.Content);
        return Response.FromValue(AnalyzeImageResult.Parse(answer.RootElement), message.Response);
    }
}
