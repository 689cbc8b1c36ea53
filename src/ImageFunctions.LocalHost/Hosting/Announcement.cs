using ImageFunctions.LocalHost.Http;
using ImageFunctions.LocalHost.Worker;

namespace ImageFunctions.LocalHost.Hosting;

/// <summary>What a person sees when the host has started. Keys are shown here and nowhere else.</summary>
internal static class Announcement
{
    public static void Write(TextWriter output, Uri address, FunctionKeys keys, IReadOnlyList<AppFunction> functions, AppSettings app)
    {
        output.WriteLine($"Listening on {address}");
        if (keys.Enforced)
        {
            output.WriteLine($"Function key: {keys.Function}");
            output.WriteLine($"Master key:   {keys.Master}");
        }

        output.WriteLine("Functions:");
        foreach (var function in functions)
            output.WriteLine($"  {function.Name}: {Describe(function, address, app)}");
        output.WriteLine("Press Ctrl+C to stop.");
        output.Flush();
    }

    private static string Describe(AppFunction function, Uri address, AppSettings app)
    {
        if (function.Type != AppFunction.Http)
            return function.Type;
        var methods = HttpRoutes.Methods(function);
        return $"[{(methods.Length == 0 ? "ANY" : string.Join(',', methods))}] {address}{HttpRoutes.Template(function, app)}";
    }
}
