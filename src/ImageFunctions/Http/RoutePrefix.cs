using Microsoft.Extensions.Configuration;

namespace ImageFunctions.Http;

/// <summary>What the host puts before every route, as host.json says beside the app: the requests do not tell it apart.</summary>
public static class RoutePrefix
{
    /// <summary>Such as <c>/api</c>; empty when there is none.</summary>
    public static string Path { get; } = Read(System.IO.Path.Combine(AppContext.BaseDirectory, "host.json"));

    public static string Read(string file)
    {
        var host = new ConfigurationBuilder().AddJsonFile(file, optional: true).Build();
        var prefix = (host["extensions:http:routePrefix"] ?? "api").Trim('/');
        return prefix.Length == 0 ? "" : $"/{prefix}";
    }
}
