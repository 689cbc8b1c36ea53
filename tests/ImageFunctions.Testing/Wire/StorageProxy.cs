using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace ImageFunctions.Testing.Wire;

/// <summary>What becomes of a request to storage.</summary>
public enum StorageFate
{
    Pass,

    /// <summary>The connection breaks.</summary>
    Reset,

    /// <summary>The answer is none that any client could read.</summary>
    Nonsense,

    /// <summary>It is done, and the connection breaks before the answer: once, a client that tries again passes.</summary>
    LostAnswer,

    /// <summary>It is done, and no try of the client gets an answer.</summary>
    NoAnswer,

    /// <summary>Storage says that it is busy, once.</summary>
    Busy,

    /// <summary>Storage says that it has failed, once.</summary>
    Failure,

    /// <summary>Storage says that this is not allowed, each time: no client tries that again.</summary>
    Denied,

    /// <summary>Nothing happens for longer than a client waits for one try, then the connection breaks; once.</summary>
    Stall,
}

/// <summary>
/// Stands between a worker and its emulator, sees every request and lets some fail. What tests upload by a signed URL
/// passes unseen: it is not the service's request.
/// </summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private readonly Uri[] _emulator;
    private readonly WebApplication _app;
    private readonly IHttpForwarder _forwarder;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly ConcurrentDictionary<string, StorageFate> _fates = [];

    /// <summary>How long a stalled request lasts.</summary>
    public TimeSpan StallTime { get; set; } = TimeSpan.FromSeconds(12);

    private StorageProxy(string emulator)
    {
        _emulator = [.. EmulatorAccount.Endpoints(emulator)];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseUrls(string.Join(';', _emulator.Select(_ => "http://127.0.0.1:0")));
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(PassAsync);
        _forwarder = _app.Services.GetRequiredService<IHttpForwarder>();
    }

    /// <summary>Leads here and on to the emulator.</summary>
    public string ConnectionString { get; private set; } = null!;

    /// <summary>Told of each request, once, whatever the client's retries: its method, and its path and query unescaped.</summary>
    public Func<string, string, Task<StorageFate>> Before { get; set; } = static (_, _) => Task.FromResult(StorageFate.Pass);

    /// <summary>Told the same when the answer is there.</summary>
    public Action<string, string> After { get; set; } = static (_, _) => { };

    public static async Task<StorageProxy> StartAsync(string emulator, CancellationToken cancellationToken = default)
    {
        var proxy = new StorageProxy(emulator);
        await proxy._app.StartAsync(cancellationToken);
        var connection = emulator;
        foreach (var (here, there) in proxy._app.Urls.Zip(proxy._emulator))
            connection = connection.Replace($"{there.Authority}/", $"{new Uri(here).Authority}/", StringComparison.Ordinal);
        proxy.ConnectionString = connection;
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var (method, url) = (context.Request.Method, Uri.UnescapeDataString(target));
        var signed = context.Request.Query.ContainsKey("sig");
        var fate = signed ? StorageFate.Pass : await FateAsync(context.Request.Headers["x-ms-client-request-id"].ToString(), method, url);
        if (fate is StorageFate.Reset or StorageFate.Stall)
        {
            if (fate == StorageFate.Stall)
                await Task.Delay(StallTime, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Abort();
            return;
        }

        if (fate is StorageFate.Busy or StorageFate.Failure or StorageFate.Denied)
        {
            context.Response.StatusCode = fate switch
            {
                StorageFate.Busy => StatusCodes.Status503ServiceUnavailable,
                StorageFate.Failure => StatusCodes.Status500InternalServerError,
                _ => StatusCodes.Status403Forbidden,
            };
            return;
        }

        if (fate == StorageFate.Nonsense)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("The secret is 42.");
            return;
        }

        if (fate is StorageFate.LostAnswer or StorageFate.NoAnswer)
        {
            // Without a body to write the answer to: the emulator has done it when this returns.
            context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
            await ForwardAsync(context, target);
            context.Abort();
            return;
        }

        await ForwardAsync(context, target);
        if (!signed)
            After(method, url);
    }

    private async Task ForwardAsync(HttpContext context, string target)
    {
        var emulator = _emulator[_app.Urls.ToList().FindIndex(url => new Uri(url).Port == context.Connection.LocalPort)];
        await _forwarder.SendAsync(context, emulator.AbsoluteUri, _client, ForwarderRequestConfig.Empty, new AsItCame(emulator, target));
    }

    // Asked once for a request; what happens once does not happen to the tries after.
    private async Task<StorageFate> FateAsync(string id, string method, string url)
    {
        if (!_fates.TryGetValue(id, out var fate))
        {
            fate = await Before(method, url);
            _fates[id] = fate is StorageFate.Reset or StorageFate.Nonsense or StorageFate.NoAnswer or StorageFate.Denied
                ? fate : StorageFate.Pass;
        }

        return fate;
    }

    // Letter by letter: the path is part of what is signed.
    private sealed class AsItCame(Uri emulator, string target) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
            proxyRequest.RequestUri = new Uri($"{emulator.GetLeftPart(UriPartial.Authority)}{target}", raw);
        }
    }
}
