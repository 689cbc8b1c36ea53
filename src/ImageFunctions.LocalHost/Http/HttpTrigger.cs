using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Protocol;
using ImageFunctions.LocalHost.Worker;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace ImageFunctions.LocalHost.Http;

/// <summary>Hands requests on to the worker, as the host does: the request itself and, beside it, the invocation that takes it.</summary>
internal sealed class HttpTrigger(
    AppSettings app, AppWorker worker, Invocations invocations, FunctionKeys keys, IHttpForwarder forwarder) : IDisposable
{
    // How the worker knows which request belongs to which invocation.
    private const string CorrelationHeader = "x-ms-invocation-id";

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // As this server and the worker's read them.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    });

    private readonly ForwarderRequestConfig _patience = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    /// <summary>401 without the key; 500 with no body when the worker could not answer.</summary>
    public async Task HandleAsync(AppFunction function, HttpContext http)
    {
        if (!keys.Open(http.Request, function.Text("authLevel")))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var error = ForwarderError.RequestBodyClient;
        if (await ReadBodyAsync(http.Request))
        {
            var session = await worker.ReadyAsync(http.RequestAborted);
            var invocation = Invocation(function, http);
            ShowOwnView(http);
            http.Request.Headers[CorrelationHeader] = invocation.InvocationId;
            var run = invocations.RunAsync(function, invocation, "HTTP request", http.RequestAborted);
            error = await forwarder.SendAsync(http, session.Http.AbsoluteUri, _client, _patience);
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (error != ForwarderError.None && !http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    public void Dispose() => _client.Dispose();

    // A body whose length is known is read whole before the worker hears of it; only chunked ones stream.
    private async Task<bool> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is not > 0)
            return true;
        if (request.ContentLength > app.BodyLimit)
            return false;
        var body = new byte[(int)request.ContentLength];
        await request.Body.ReadExactlyAsync(body, request.HttpContext.RequestAborted);
        request.Body = new MemoryStream(body);
        return true;
    }

    private static InvocationRequest Invocation(AppFunction function, HttpContext http)
    {
        var route = http.Request.RouteValues.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "");
        var data = new RpcHttp();
        data.Params.Add(route);
        var activity = Activity.Current;
        var invocation = function.Invocation(new TypedData { Http = data }, activity?.Id, activity?.TraceStateString);
        foreach (var (name, value) in route)
            invocation.TriggerMetadata[name] = new TypedData { String = value };
        invocation.TriggerMetadata["Headers"] = Json(http.Request.Headers);
        invocation.TriggerMetadata["Query"] = Json(http.Request.Query);
        return invocation;
    }

    private static TypedData Json(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values) =>
        new() { Json = JsonSerializer.Serialize(values.ToDictionary(pair => pair.Key, pair => pair.Value.ToString())) };

    // What the caller or a proxy in front said is lost here; the worker finds it in the invocation's data alone.
    private static void ShowOwnView(HttpContext http)
    {
        var headers = http.Request.Headers;
        headers["X-Forwarded-For"] = http.Connection.RemoteIpAddress?.ToString();
        headers["X-Forwarded-Host"] = http.Request.Host.Value;
        headers["X-Forwarded-Proto"] = http.Request.Scheme;
    }
}
