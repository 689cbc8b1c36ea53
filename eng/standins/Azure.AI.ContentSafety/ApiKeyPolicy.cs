using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.AI.ContentSafety;

/// <summary>Adds the key of the resource to every try.</summary>
internal sealed class ApiKeyPolicy(AzureKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) =>
        message.Request.Headers.SetValue("Ocp-Apim-Subscription-Key", credential.Key);
}
