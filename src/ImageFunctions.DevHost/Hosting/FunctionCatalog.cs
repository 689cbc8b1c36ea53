using ImageFunctions.DevHost.Functions;
using ImageFunctions.DevHost.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Hosting;

/// <summary>The app's functions, and how the host describes them to others.</summary>
internal sealed class FunctionCatalog(IReadOnlyList<IndexedFunction> functions, AppSettings settings, HttpRoutes routes)
{
    /// <summary>The functions that are not switched off, in the order of their names.</summary>
    public IEnumerable<IndexedFunction> Enabled => functions.Where(function => !settings.IsDisabled(function.Name));

    /// <summary>The HTTP functions that are not switched off.</summary>
    public IEnumerable<IndexedFunction> Http => Enabled.Where(function => function.Trigger is HttpTriggerAttribute);

    /// <summary>The answer of GET /admin/functions, with the host's member names.</summary>
    public IEnumerable<object> Describe(HttpRequest request)
    {
        var address = $"{request.Scheme}://{request.Host}";
        return functions.Select(function => new
        {
            name = function.Name,
            href = $"{address}/admin/functions/{function.Name}",
            invoke_url_template = function.Trigger is HttpTriggerAttribute
                ? $"{address}/{routes.FullTemplate(function)}".ToLowerInvariant()
                : null,
            language = "dotnet-isolated",
            config = new
            {
                name = function.Name,
                entryPoint = function.Definition.EntryPoint,
                scriptFile = Path.GetFileName(function.Definition.PathToAssembly),
                language = "dotnet-isolated",
                bindings = new[] { Binding(function) },
            },
            isDisabled = settings.IsDisabled(function.Name),
            isDirect = false,
            isProxy = false,
        });
    }

    private static Dictionary<string, object?> Binding(IndexedFunction function)
    {
        var trigger = function.Definition.InputBindings.Values.Single();
        var binding = new Dictionary<string, object?> { ["name"] = trigger.Name, ["type"] = trigger.Type, ["direction"] = "In" };
        foreach (var (name, value) in Properties(function).Where(property => property.Value is not null))
            binding[name] = value;
        return binding;
    }

    private static IEnumerable<(string Name, object? Value)> Properties(IndexedFunction function) => function.Trigger switch
    {
        HttpTriggerAttribute http =>
            [("authLevel", TriggerLevel.Of(function).ToString()), ("methods", http.Methods), ("route", http.Route)],
        QueueTriggerAttribute queue => [("queueName", queue.QueueName), ("connection", queue.Connection)],
        TimerTriggerAttribute timer =>
            [("schedule", timer.Schedule), ("useMonitor", timer.UseMonitor), ("runOnStartup", timer.RunOnStartup)],
        var other => throw new InvalidOperationException($"The DevHost does not know {other.GetType()}."),
    };
}
