using System.Net;
using System.Text.Json;
using ImageFunctions.Functions;
using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>The app's services without host and worker, for what is not asked over HTTP, and with any clock.</summary>
internal sealed class AppServices : IAsyncDisposable
{
    private readonly IHost _host;

    /// <param name="configuration">Settings, named with colons.</param>
    /// <param name="ahead">By how much its clock is early.</param>
    public AppServices(string connectionString, Dictionary<string, string?>? configuration = null, TimeSpan ahead = default)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("ImageStorage", connectionString), .. configuration ?? []]);
        Clock = new ShiftedTime { Ahead = ahead };
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddImageFunctions();
        _host = builder.Build();
    }

    public ShiftedTime Clock { get; }

    public IServiceProvider Provider => _host.Services;

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Calls an HTTP function as the worker does, without its middleware.</summary>
    public async Task<(JsonElement Json, IHeaderDictionary Headers)> CallAsync<T>(
        Func<T, HttpRequest, Task<IResult>> run, object? body = null, params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext { RequestServices = _host.Services };
        (http.Request.Scheme, http.Request.Host, http.Request.Path) = ("http", new HostString("localhost"), "/api/images");
        http.Features.Set(new RequestOrigin(IPAddress.Loopback, "http://localhost/api"));
        foreach (var (name, value) in headers)
            http.Request.Headers[name] = value;
        if (body is not null)
        {
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(body));
        }

        using var answer = new MemoryStream();
        http.Response.Body = answer;
        await (await run(ActivatorUtilities.CreateInstance<T>(_host.Services), http.Request)).ExecuteAsync(http);
        return (JsonDocument.Parse(answer.ToArray()).RootElement, http.Response.Headers);
    }

    /// <summary>Gives out an upload URL by this clock and these settings.</summary>
    public async Task<JsonElement> IssueAsync(object request, params (string Name, string Value)[] headers) =>
        (await CallAsync<UploadFunctions>((functions, http) => functions.CreateUpload(http, Token), request, headers)).Json;

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}

/// <summary>A clock that is early or late.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
