using Azure.Core;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>
/// One call of the Table REST API as data, so that it can be sent by itself or as a part of a batch. The address is
/// relative to the endpoint and escaped.
/// </summary>
internal sealed record TableRequest(RequestMethod Method, string Address, IReadOnlyList<HttpHeader> Headers, ReadOnlyMemory<byte>? Body = null)
{
    public const string DataServiceVersion = "3.0";

    /// <summary>What the service is asked for instead of <c>Accept</c> from data service version 3.0 on.</summary>
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";
}
