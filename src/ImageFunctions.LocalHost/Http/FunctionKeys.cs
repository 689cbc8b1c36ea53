using System.Security.Cryptography;
using System.Text;
using ImageFunctions.LocalHost.Hosting;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.LocalHost.Http;

/// <summary>The app's keys and what each opens. A host started without key checks opens everything, as Core Tools does.</summary>
public sealed class FunctionKeys
{
    internal FunctionKeys(AppSettings app, bool enforced)
    {
        Enforced = enforced;
        Function = app.Configuration["LocalHost:FunctionKey"] ?? NewKey();
        Master = app.Configuration["LocalHost:MasterKey"] ?? NewKey();
    }

    /// <summary>Whether callers need a key.</summary>
    public bool Enforced { get; }

    /// <summary>Opens functions of the level Function.</summary>
    public string Function { get; }

    /// <summary>Opens everything.</summary>
    public string Master { get; }

    /// <summary>Whether the request's key is enough for a level: anonymous, function or admin. Nothing said is function.</summary>
    internal bool Open(HttpRequest request, string? level)
    {
        if (!Enforced || string.Equals(level, "anonymous", StringComparison.OrdinalIgnoreCase))
            return true;
        var given = Given(request);
        return Same(given, Master) || (!string.Equals(level, "admin", StringComparison.OrdinalIgnoreCase) && Same(given, Function));
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
