using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Azure.Data.Tables;

namespace ImageFunctions.StorageSdk.Tests;

/// <summary>What the server answers.</summary>
public sealed record ScriptedAnswer(int Status, string Body = "", params (string Name, string Value)[] Headers);

/// <summary>What the server was asked.</summary>
public sealed record SeenRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Answers requests on a free port with a script, in order; beyond its end it leaves them without an answer.</summary>
public sealed class LocalHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<ScriptedAnswer> _script;
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public LocalHttpServer(params ScriptedAnswer[] script)
    {
        _script = new(script);
        _listener.Start();
        _loop = RunAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/acct");

    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    /// <summary>A client of the table "images" here, with retries that do not wait long.</summary>
    public TableClient Table(TableClientOptions? options = null)
    {
        options ??= new TableClientOptions();
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return new TableClient(Endpoint, "images", new TableSharedKeyCredential("acct", Convert.ToBase64String(new byte[32])), options);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        await using var stream = client.GetStream();
        try
        {
            // A client may open a connection ahead and send nothing over it.
            if (await ReadAsync(stream) is not { } request)
                return;
            _requests.Enqueue(request);
            if (_script.TryDequeue(out var answer))
                await WriteAsync(stream, answer);
            else
                await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task<SeenRequest?> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        if (await reader.ReadLineAsync(_stop.Token) is not { } line)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        var body = new char[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, null) : 0];
        if (body.Length > 0)
            await reader.ReadBlockAsync(body, _stop.Token);
        return new SeenRequest(line, headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
    }

    private async Task WriteAsync(NetworkStream stream, ScriptedAnswer answer)
    {
        var text = new StringBuilder($"HTTP/1.1 {answer.Status} Scripted\r\nContent-Type: application/json\r\nConnection: close\r\n");
        if (answer.Status != 204)
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(answer.Body)}\r\n");
        foreach (var (name, value) in answer.Headers)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        text.Append("\r\n").Append(answer.Body);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), _stop.Token);
    }
}
