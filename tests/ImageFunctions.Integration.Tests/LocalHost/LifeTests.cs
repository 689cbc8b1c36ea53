using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Azure.Storage.Queues;
using ImageFunctions.LocalHost;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>How host and worker begin and end.</summary>
public sealed class LifeTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_worker_that_dies_is_started_again()
    {
        await using var service = await IsolatedService.StartAsync();
        await service.Host.KillWorkerAsync();
        (await service.Host.GetAsync("health")).Ok();
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var start = new ProcessStartInfo(
            "dotnet", [typeof(LocalHostApplication).Assembly.Location, "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ImageStorage"] = start.Environment["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
        using var host = Process.Start(start)!;
        var output = host.StandardOutput.ReadToEndAsync(Token);
        var error = await host.StandardError.ReadToEndAsync(Token);
        await host.WaitForExitAsync(Token);
        Assert.Equal(1, host.ExitCode);
        Assert.Matches(@"^Port \d+ is taken by another program: choose another with --port\.\r?\n$", error);
        Assert.Empty(await output);
    }

    [Fact]
    public async Task A_host_that_is_killed_leaves_no_worker_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The worker is looked for in /proc.");
        await using var service = await IsolatedService.StartPatientAsync();
        await using var host = await HostProcess.StartAsync(service.ConnectionString);
        using var worker = host.Worker();
        host.Process.Kill();
        await worker.WaitForExitAsync(Token).WaitAsync(Deadline, Token);
    }

    [Fact]
    public async Task SIGTERM_lets_a_request_in_flight_finish_and_ends_both()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The worker is looked for in /proc.");
        await using var service = await IsolatedService.StartPatientAsync();
        await using var host = await HostProcess.StartAsync(service.ConnectionString);
        using var worker = host.Worker();
        using var issued = await host.Http.PostAsJsonAsync("images/upload", new { fileName = "a.png" }, Token);
        var id = (await issued.Content.ReadFromJsonAsync<JsonElement>(Token)).Text("imageId");
        var waiting = host.Http.GetAsync($"images/{id}/status?wait=3", Token);
        // Once another is answered, this one has been taken.
        (await host.Http.GetAsync("health", Token)).Dispose();
        using var kill = Process.Start("kill", ["-TERM", $"{host.Process.Id}"]);
        using var answer = await waiting;
        Assert.Equal(200, (int)answer.StatusCode);
        await Task.WhenAll(host.Process.WaitForExitAsync(Token), worker.WaitForExitAsync(Token)).WaitAsync(Deadline, Token);
        Assert.Equal(0, host.Process.ExitCode);
    }

    [Fact]
    public async Task A_stop_lets_a_message_in_flight_finish()
    {
        await using var service = await IsolatedService.StartAsync();
        var (reached, stopping) = (new TaskCompletionSource(), new TaskCompletionSource());
        service.Traffic.Before = async (method, url) =>
        {
            if (method != "PUT" || !url.EndsWith("/webp", StringComparison.Ordinal))
                return;
            reached.TrySetResult();
            await stopping.Task;
        };
        var id = await service.Host.UploadAsync(DrawnPng.Scene(300, 200, 21));
        await reached.Task.WaitAsync(Deadline, Token);
        var stopped = service.StopHostAsync().AsTask();
        Assert.False(stopped.IsCompleted);
        stopping.SetResult();
        await stopped;
        var queue = await new QueueClient(service.ConnectionString, "image-uploads").GetPropertiesAsync(Token);
        Assert.Equal(0, queue.Value.ApproximateMessagesCount);
        await using var second = await service.StartSecondHostAsync();
        Assert.Equal(1, (await second.WaitForAsync(id, "completed")).Count("attempt"));
    }

    [Fact]
    public async Task A_message_that_always_fails_is_poison_after_five_deliveries()
    {
        await using var service = await IsolatedService.StartAsync(new() { ["AzureWebJobs.KeepPoisonUpload.Disabled"] = "true" });
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        var (id, tries) = (issued.Text("imageId"), 0);
        service.Traffic.Deny(id, (method, url) =>
            method == "PUT" && url.EndsWith($"/variants/{id}/small", StringComparison.Ordinal) && Interlocked.Increment(ref tries) > 0);
        await service.Host.PutAsync(issued, DrawnPng.Scene(300, 200, 22));
        var poison = new QueueClient(service.ConnectionString, "image-uploads-poison");
        await Eventually.Async(
            async token => (await poison.PeekMessagesAsync(1, token)).Value.Length == 1, Deadline, cancellationToken: Token);
        Assert.Equal(5, tries);
    }

    [Fact]
    public async Task The_master_key_starts_a_timer_function()
    {
        await using var service = await IsolatedService.StartAsync(
            new() { ["AzureWebJobs.Cleanup.Disabled"] = "false", ["Cleanup:BlobAge"] = "00:00:00" });
        await service.Host.PutBlobAsync("cleaned.png", DrawnPng.Scene(300, 200, 23));
        using var accepted = await service.Host.Http.PostAsync(new Uri(service.Host.Root, "admin/functions/Cleanup"), null, Token);
        Assert.Equal(202, (int)accepted.StatusCode);
        await service.Host.UntilAsync("images?status=completed", page => page.Count("count") == 1, Deadline);
    }
}
