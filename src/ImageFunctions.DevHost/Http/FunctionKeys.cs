using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace ImageFunctions.DevHost.Http;

/// <summary>The app's keys and what each opens. A host started without key checks opens everything, as Core Tools does.</summary>
public sealed class FunctionKeys
{
    private FunctionKeys(bool enforced, string function, string master)
    {
        Enforced = enforced;
        Function = function;
        Master = master;
    }

    /// <summary>Whether callers need a key.</summary>
    public bool Enforced { get; }

    /// <summary>Opens functions of the level Function.</summary>
    public string Function { get; }

    /// <summary>Opens everything.</summary>
    public string Master { get; }

    /// <summary>The keys of the settings DevHost:FunctionKey and DevHost:MasterKey, random where there are none.</summary>
    internal static FunctionKeys From(IConfiguration configuration, bool enforced) =>
        new(enforced, configuration["DevHost:FunctionKey"] ?? NewKey(), configuration["DevHost:MasterKey"] ?? NewKey());

    /// <summary>Whether the request's key is enough for a function of this level.</summary>
    internal bool Open(HttpRequest request, AuthorizationLevel level)
    {
        if (!Enforced || level == AuthorizationLevel.Anonymous)
            return true;
        var given = Given(request);
        return Same(given, Master) || (level == AuthorizationLevel.Function && Same(given, Function));
    }

    // The header wins even when it is empty: the host looks at the query only when there is no header.
    private static string Given(HttpRequest request)
    {
        var values = request.Headers.TryGetValue("x-functions-key", out var header) ? header : request.Query["code"];
        return values.Count > 0 ? values[0] ?? "" : "";
    }

    private static bool Same(string given, string key) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
