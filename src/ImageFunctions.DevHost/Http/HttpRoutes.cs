using ImageFunctions.DevHost.Functions;
using ImageFunctions.DevHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.DevHost.Http;

/// <summary>
/// The host's way of choosing a function: one route per function in the order of their names, the first that matches
/// wins. A method that the function does not list is no match, so it ends in 404 and HEAD needs listing.
/// </summary>
internal sealed class HttpRoutes(HostJson hostJson, AppSettings settings)
{
    private static readonly string[] HostPaths = ["admin", "runtime"];

    /// <summary>The route template of an HTTP function without the prefix.</summary>
    /// <exception cref="InvalidOperationException">The host would not map it.</exception>
    public string Template(IndexedFunction function)
    {
        var route = ((HttpTriggerAttribute)function.Trigger).Route;
        var template = string.IsNullOrEmpty(route) ? function.Name : settings.Resolve(route);
        var first = template.TrimStart('/').Split('/')[0];
        return HostPaths.Contains(first, StringComparer.OrdinalIgnoreCase)
            ? throw new InvalidOperationException($"Function '{function.Name}': a route must not begin with '{first}', which belongs to the host.")
            : template;
    }

    /// <summary>The route template with the prefix, without a slash at the start.</summary>
    public string FullTemplate(IndexedFunction function) => $"{hostJson.RoutePrefix}/{Template(function)}".TrimStart('/');

    /// <summary>Adds the function's route to those already there.</summary>
    /// <exception cref="InvalidOperationException">Another function has the same route and method.</exception>
    public void Map(IRouteBuilder routes, IndexedFunction function, RequestDelegate handler)
    {
        var methods = ((HttpTriggerAttribute)function.Trigger).Methods;
        var template = FullTemplate(function);
        if (routes.Routes.OfType<Route>().FirstOrDefault(route => Overlaps(route, template, methods)) is { } other)
            throw new InvalidOperationException($"Functions '{other.Name}' and '{function.Name}' share the route '{template}' and a method.");

        var constraints = new Dictionary<string, object>();
        if (methods is not null)
            constraints.Add("httpMethod", new HttpMethodRouteConstraint(methods));
        var resolver = routes.ServiceProvider.GetRequiredService<IInlineConstraintResolver>();
        routes.Routes.Add(new Route(new RouteHandler(handler), function.Name, template, null, constraints, null, resolver));
    }

    private static bool Overlaps(Route route, string template, string[]? methods)
    {
        if (!string.Equals(route.RouteTemplate, template, StringComparison.OrdinalIgnoreCase))
            return false;
        var others = route.Constraints.Values.OfType<HttpMethodRouteConstraint>().SingleOrDefault()?.AllowedMethods;
        return methods is null || others is null || others.Intersect(methods, StringComparer.OrdinalIgnoreCase).Any();
    }
}
