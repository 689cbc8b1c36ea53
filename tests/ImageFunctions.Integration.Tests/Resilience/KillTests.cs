using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.DevHost;
using ImageFunctions.Testing;

namespace ImageFunctions.Integration.Tests.Resilience;

public sealed class KillTests
{
    [Fact]
    public async Task A_host_that_is_killed_in_the_middle_of_its_work_loses_nothing()
    {
        var token = TestContext.Current.CancellationToken;
        await using var azurite = await AzuriteProcess.StartOwnAsync(token);
        var first = await HostProcess.StartAsync(azurite.ConnectionString, token);
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
            ids.Add(await first.UploadAsync(DrawnPng.Scene(1400, 1000, i), token));
        await Eventually.Async(async stop => await first.StatusAsync(ids[0], stop) is "processing" or "completed", TimeSpan.FromSeconds(30), cancellationToken: token);
        first.Kill();

        await using var second = await HostProcess.StartAsync(azurite.ConnectionString, token);
        await Eventually.Async(async stop =>
        {
            foreach (var id in ids)
            {
                if (await second.StatusAsync(id, stop) != "completed")
                    return false;
            }

            return true;
        }, TimeSpan.FromSeconds(90), cancellationToken: token);
    }

    private sealed class HostProcess : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _http;

        private HostProcess(Process process, HttpClient http) => (_process, _http) = (process, http);

        public static async Task<HostProcess> StartAsync(string connectionString, CancellationToken cancellationToken)
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
            foreach (var argument in (string[])[typeof(DevHostApplication).Assembly.Location, "--port", "0", "--DevHost:QueueLease", "00:00:03"])
                start.ArgumentList.Add(argument);
            start.Environment["ImageStorage"] = connectionString;
            start.Environment["AzureWebJobsStorage"] = connectionString;
            var process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is >= 0 and var at)
                {
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    var root = new Uri(line[at..].Split(' ')[0]).GetLeftPart(UriPartial.Authority);
                    return new HostProcess(process, new HttpClient { BaseAddress = new Uri(root + "/api/") });
                }
            }

            throw new InvalidOperationException("The host ended before it told its address.");
        }

        public async Task<string> UploadAsync(byte[] content, CancellationToken cancellationToken)
        {
            using var answer = await _http.PostAsJsonAsync("images/upload", new { fileName = "a.png" }, cancellationToken);
            var issued = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            using var put = new HttpRequestMessage(HttpMethod.Put, issued.GetProperty("uploadUrl").GetString()) { Content = new ByteArrayContent(content) };
            put.Headers.Add("x-ms-blob-type", "BlockBlob");
            using var stored = await _http.SendAsync(put, cancellationToken);
            stored.EnsureSuccessStatusCode();
            return issued.GetProperty("imageId").GetString()!;
        }

        public async Task<string?> StatusAsync(string id, CancellationToken cancellationToken)
        {
            var status = await _http.GetFromJsonAsync<JsonElement>($"images/{id}/status", cancellationToken);
            return status.GetProperty("status").GetString();
        }

        public void Kill()
        {
            _process.Kill();
            _process.WaitForExit();
            _http.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
                Kill();
            _process.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
