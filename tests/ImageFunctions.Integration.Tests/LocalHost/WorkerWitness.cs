using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Integration.Tests.LocalHost;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ImageFunctions.Integration.Tests.LocalHost
{
    /// <summary>
    /// Runs in the worker's process, before all its middleware, and tells in response headers what reached it: the host's
    /// part is done there, the app's has not begun.
    /// </summary>
    internal sealed class WorkerWitness : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        private const string Begin = "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start";

        /// <summary>Settings with which a worker takes this in.</summary>
        public static Dictionary<string, string?> Settings { get; } =
            new() { ["DOTNET_STARTUP_HOOKS"] = typeof(WorkerWitness).Assembly.Location };

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.AspNetCore")
                value.Subscribe(this, name => name.StartsWith("Microsoft.AspNetCore.Hosting.HttpRequestIn", StringComparison.Ordinal));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == Begin)
                Tell((HttpContext)value.Value!);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        private static void Tell(HttpContext http)
        {
            // How much the app itself takes is not asked here.
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
            var seen = new Dictionary<string, string>();
            foreach (var (name, value) in http.Request.Headers)
                seen[$"Seen-{name}"] = Ascii.IsValid(value.ToString()) ? value.ToString() : Uri.EscapeDataString(value.ToString());
            seen["Seen-Chunked"] = (http.Request.ContentLength is null).ToString();
            var body = new MemoryStream();
            http.Request.Body.CopyToAsync(body).GetAwaiter().GetResult();
            seen["Seen-Length"] = body.Length.ToString(CultureInfo.InvariantCulture);
            seen["Seen-Sum"] = Convert.ToHexStringLower(SHA256.HashData(body.ToArray()));
            body.Position = 0;
            http.Request.Body = body;
            http.Response.OnStarting(() =>
            {
                foreach (var (name, value) in seen)
                    http.Response.Headers[name] = value;
                return Task.CompletedTask;
            });
        }
    }
}

/// <summary>Run by the runtime in the worker's process, before the app.</summary>
internal static class StartupHook
{
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new WorkerWitness());
}
