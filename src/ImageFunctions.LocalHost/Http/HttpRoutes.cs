using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.LocalHost.Http;

/// <summary>
/// The host's way of choosing a function: one route per function in the order of their names, the first that matches
/// wins. A method that the function does not list is no match, so it ends in 404 and HEAD needs listing.
/// </summary>
internal static class HttpRoutes
{
    /// <summary>The route template with the prefix, without a slash at the start.</summary>
    public static string Template(AppFunction function, AppSettings app) =>
        $"{app.RoutePrefix}/{(function.Text("route") is { Length: > 0 } route ? route : function.Name)}".TrimStart('/');

    /// <summary>The methods in capitals; empty for any.</summary>
    public static string[] Methods(AppFunction function) => function.Trigger.TryGetProperty("methods", out var methods)
        ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())] : [];

    public static void Map(IRouteBuilder routes, AppFunction function, AppSettings app, RequestDelegate handler)
    {
        var methods = Methods(function);
        var constraints = new Dictionary<string, object>();
        if (methods.Length > 0)
            constraints["httpMethod"] = new HttpMethodRouteConstraint(methods);
        var resolver = routes.ServiceProvider.GetRequiredService<IInlineConstraintResolver>();
        routes.Routes.Add(new Route(new RouteHandler(handler), function.Name, Template(function, app), null, constraints, null, resolver));
    }
}
