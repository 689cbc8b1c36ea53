using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.AI.ContentSafety;

/// <summary>Judges an image in four kinds of harm: one POST with the image in base64.</summary>
public class ContentSafetyClient
{
    private const string Scope = "https://cognitiveservices.azure.com/.default";

    private readonly Uri _endpoint;
    private readonly string _apiVersion;

    protected ContentSafetyClient()
    {
    }

    public ContentSafetyClient(Uri endpoint, AzureKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    public ContentSafetyClient(Uri endpoint, AzureKeyCredential credential, ContentSafetyClientOptions options)
        : this(endpoint, new ApiKeyPolicy(credential ?? throw new ArgumentNullException(nameof(credential))), options)
    {
    }

    public ContentSafetyClient(Uri endpoint, TokenCredential credential)
        : this(endpoint, credential, null)
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
        _apiVersion = options.Version;
        Pipeline = HttpPipelineBuilder.Build(options, [], [authentication], new ResponseClassifier());
    }

    public virtual HttpPipeline Pipeline { get; }

    /// <exception cref="RequestFailedException">The service answered with anything but 200.</exception>
    /// <exception cref="JsonException">The answer is not JSON.</exception>
    public virtual async Task<Response<AnalyzeImageResult>> AnalyzeImageAsync(
        BinaryData content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var message = Pipeline.CreateMessage();
        var request = message.Request;
        request.Method = RequestMethod.Post;
        request.Uri.Reset(_endpoint);
        request.Uri.AppendPath("/contentsafety", false);
        request.Uri.AppendPath("/image:analyze", false);
        request.Uri.AppendQuery("api-version", _apiVersion, true);
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Content-Type", "application/json");
        request.Content = RequestContent.Create(Body(content));

        await Pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (message.Response.Status != 200)
            throw new RequestFailedException(message.Response);
        using var answer = JsonDocument.Parse(message.Response.Content);
        return Response.FromValue(AnalyzeImageResult.Parse(answer.RootElement), message.Response);
    }

    private static ReadOnlyMemory<byte> Body(BinaryData content)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("image");
            writer.WriteBase64String("content", content.ToMemory().Span);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
