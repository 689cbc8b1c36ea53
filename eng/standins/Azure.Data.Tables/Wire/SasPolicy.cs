using Azure.Core;
using Azure.Core.Pipeline;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>Adds a shared access signature to the query of each request, once however often it is retried.</summary>
internal sealed class SasPolicy(string signature) : HttpPipelineSynchronousPolicy
{
    private readonly string _signature = signature.TrimStart('?');

    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri;
        if (!uri.Query.Contains(_signature, StringComparison.Ordinal))
            uri.Query = uri.Query.Length > 0 ? $"{uri.Query}&{_signature}" : "?" + _signature;
    }
}
