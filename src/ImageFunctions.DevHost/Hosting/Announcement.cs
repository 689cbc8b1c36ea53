using ImageFunctions.DevHost.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Hosting;

/// <summary>What a person sees when the host has started. Keys are shown here and nowhere else.</summary>
internal static class Announcement
{
    public static void Write(TextWriter output, Uri address, FunctionKeys keys, FunctionCatalog catalog, HttpRoutes routes)
    {
        output.WriteLine($"Listening on {address}");
        if (keys.Enforced)
        {
            output.WriteLine($"Function key: {keys.Function}");
            output.WriteLine($"Master key:   {keys.Master}");
        }

        output.WriteLine("Functions:");
        foreach (var function in catalog.Enabled)
            output.WriteLine($"  {function.Name}: {Describe(function.Trigger, () => $"{address}{routes.FullTemplate(function)}")}");
        output.WriteLine("Press Ctrl+C to stop.");
        output.Flush();
    }

    private static string Describe(object trigger, Func<string> url) => trigger switch
    {
        HttpTriggerAttribute http => $"[{(http.Methods is null ? "ANY" : string.Join(',', http.Methods).ToUpperInvariant())}] {url()}",
        QueueTriggerAttribute queue => $"queue {queue.QueueName}",
        TimerTriggerAttribute timer => $"timer {timer.Schedule}",
        _ => trigger.GetType().Name,
    };
}
