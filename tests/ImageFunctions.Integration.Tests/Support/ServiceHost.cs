using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.LocalHost;
using ImageFunctions.LocalHost.Http;
using ImageFunctions.Testing.OpenApi;
using ImageFunctions.Testing.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>The whole service, its worker in a process of its own, on an emulator; and a client for it.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private readonly LocalHostApplication _host;
    private readonly Lazy<AppServices> _services;

    private ServiceHost(LocalHostApplication host, string connectionString, Dictionary<string, string?> settings)
    {
        _host = host;
        ConnectionString = connectionString;
        _services = new(() => new AppServices(connectionString, settings));
        Http = new HttpClient(new OpenApiHandler(DocumentTraffic.Document, DocumentTraffic.Disagree, new HttpClientHandler()))
        {
            BaseAddress = new Uri(host.BaseAddress, "api/"),
        };
    }

    public HttpClient Http { get; }

    /// <summary>Leads to the emulator itself, past whatever the worker's requests go through.</summary>
    public string ConnectionString { get; }

    public Uri Root => _host.BaseAddress;

    /// <summary>The app's services in this process, with the settings of the worker.</summary>
    public AppServices Services => _services.Value;

    public FunctionKeys Keys => _host.Keys;

    /// <summary>Whether any function runs.</summary>
    public bool IsBusy => _host.IsBusy;

    /// <summary>The files that the worker's process has loaded, by name, and the versions they say they are.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> WorkerFilesAsync()
    {
        // A line ends with the file, where there is one (proc(5)).
        var maps = await File.ReadAllLinesAsync($"/proc/{await _host.WorkerIdAsync(Token)}/maps");
        return maps.Where(line => line.EndsWith(".dll", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct().ToDictionary(
                file => Path.GetFileName(file), file => FileVersionInfo.GetVersionInfo(file).ProductVersion);
    }

    /// <summary>Ends the worker's process as a crash would, and returns when another is there.</summary>
    public async Task KillWorkerAsync()
    {
        var token = Token;
        var id = await _host.WorkerIdAsync(token);
        using (var worker = Process.GetProcessById(id))
            worker.Kill();
        await Eventually.Async(async stop => await _host.WorkerIdAsync(stop) != id, TimeSpan.FromSeconds(60), cancellationToken: token);
    }

    /// <param name="configuration">Settings above the test defaults, named with colons.</param>
    /// <param name="storage">What the worker's requests to storage go through; the host's own look at the queues does not.</param>
    /// <param name="log">Gets what worker and host log.</param>
    public static async Task<ServiceHost> StartAsync(
        string connectionString, Dictionary<string, string?>? configuration = null, StorageProxy? storage = null, bool keys = false,
        ILoggerProvider? log = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ImageStorage"] = storage?.ConnectionString ?? connectionString,
            ["AzureWebJobsImageStorage"] = connectionString,
            ["AzureWebJobsStorage"] = connectionString,
            ["Upload:FirstCheckDelay"] = "00:00:00.5",
        };
        foreach (var (name, value) in configuration ?? [])
            settings[name] = value;
        var host = await LocalHostApplication.StartAsync(new LocalHostSettings
        {
            Port = 0,
            EnforceKeys = keys,
            Environment = settings,
            ConfigureLogging = logging => logging.AddProvider(log ?? NullLoggerProvider.Instance),
        }, Token);
        var service = new ServiceHost(host, connectionString, configuration ?? []);
        // The worker answers before it has made its containers and tables.
        await Eventually.Async(
            async _ => (await service.GetAsync("health")).Status == 200, TimeSpan.FromSeconds(60), cancellationToken: Token);
        return service;
    }

    /// <summary>Sends a request and reads the JSON that comes back.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is HttpContent content)
            request.Content = content;
        else if (body is not null)
            request.Content = JsonContent.Create(body);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request, Token);
        return await Answer.ReadAsync(response);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    /// <summary>Asks for an upload URL and uploads as a browser would; returns the image's id.</summary>
    public async Task<string> UploadAsync(byte[] content, object? request = null, params (string Name, string Value)[] headers)
    {
        var issued = (await PostAsync("images/upload", request ?? new { fileName = "picture.png" }, headers)).Ok();
        await PutAsync(issued, content);
        return issued.Text("imageId");
    }

    public async Task PutAsync(JsonElement issued, byte[] content)
    {
        using var put = IssuedUpload.Read(issued).Put(content);
        using var stored = await Http.SendAsync(put, Token);
        Assert.Equal(System.Net.HttpStatusCode.Created, stored.StatusCode);
    }

    /// <summary>Waits until the image has ended in one of the states, and returns its status answer.</summary>
    public Task<JsonElement> WaitForAsync(string id, params string[] states) =>
        UntilAsync($"images/{id}/status?wait=2", status => states.Contains(status.Text("status")));

    /// <summary>Asks until the answer is the one that is waited for, and returns it.</summary>
    public async Task<JsonElement> UntilAsync(string path, Predicate<JsonElement> isIt, TimeSpan? patience = null)
    {
        JsonElement last = default;
        await Eventually.Async(
            async _ => isIt(last = (await GetAsync(path)).Ok()), patience ?? TimeSpan.FromSeconds(60), () => $"{path}: {last}", Token);
        return last;
    }

    /// <summary>Uploads, waits for the end of processing and returns the image.</summary>
    public async Task<JsonElement> ProcessAsync(byte[] content, object? request = null, params (string Name, string Value)[] headers)
    {
        var id = await UploadAsync(content, request, headers);
        await WaitForAsync(id, "completed", "failed");
        return (await GetAsync($"images/{id}")).Ok();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_services.IsValueCreated)
            await _services.Value.DisposeAsync();
        await _host.DisposeAsync();
    }
}
