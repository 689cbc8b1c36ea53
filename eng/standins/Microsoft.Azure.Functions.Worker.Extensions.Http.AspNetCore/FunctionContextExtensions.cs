using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP request behind an execution.</summary>
public static class FunctionContextExtensions
{
    // The item that the real extension's proxying middleware sets before the app's own middleware runs.
    private const string HttpContextKey = "HttpRequestContext";

    /// <summary>Null when the trigger is not HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpContextKey, out var item) ? item as HttpContext : null;
}
