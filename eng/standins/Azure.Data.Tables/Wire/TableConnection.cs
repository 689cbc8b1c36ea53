using Azure.Core;
using Azure.Core.Pipeline;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>An account's endpoint, without query, and how requests to it are authenticated.</summary>
internal sealed record TableConnection(Uri Endpoint, string AccountName, HttpPipelinePolicy Authentication)
{
    /// <summary>
    /// Azure.Data.Tables takes these hosts for Cosmos DB, "localhost" on any port but the emulator's own among them.
    /// </summary>
    public bool IsCosmos => IsCosmosHost(Endpoint);

    public static TableConnection Parse(string connectionString) => ConnectionStringParser.Parse(connectionString);

    public static TableConnection WithKey(Uri endpoint, TableSharedKeyCredential credential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(WithoutQuery(endpoint), credential.AccountName, new SharedKeyLitePolicy(credential));
    }

    public static TableConnection WithToken(Uri endpoint, TokenCredential credential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        var scope = IsCosmosHost(endpoint) ? "https://cosmos.azure.com/.default" : "https://storage.azure.com/.default";
        return new(WithoutQuery(endpoint), AccountIn(endpoint), new BearerTokenAuthenticationPolicy(credential, scope));
    }

    public static TableConnection WithSignature(Uri endpoint, string signature) =>
        new(WithoutQuery(endpoint), AccountIn(endpoint), new SasPolicy(signature));

    private static Uri WithoutQuery(Uri endpoint) => new(endpoint.GetLeftPart(UriPartial.Path));

    private static bool IsCosmosHost(Uri endpoint) =>
        (endpoint.Host == "localhost" && endpoint.Port != 10002)
        || endpoint.Host.Contains(".table.cosmos.", StringComparison.OrdinalIgnoreCase)
        || endpoint.Host.Contains(".table.cosmosdb.", StringComparison.OrdinalIgnoreCase);

    // account.table.core.windows.net, or an address with the account as the first part of the path.
    private static string AccountIn(Uri endpoint) =>
        endpoint.HostNameType == UriHostNameType.Dns && endpoint.Host.Contains('.', StringComparison.Ordinal)
            ? endpoint.Host[..endpoint.Host.IndexOf('.', StringComparison.Ordinal)]
            : endpoint.AbsolutePath.Trim('/').Split('/')[0];
}
