using System.Diagnostics;

namespace ImageFunctions.DevHost.Tests.Hosting;

/// <summary>The program itself, with the app's own functions, as a developer or a script runs it.</summary>
public sealed class ProcessTests(Emulator storage)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_says_where_it_listens_checks_keys_and_ends_with_0_on_SIGTERM()
    {
        using var program = Start("--port", "0", "--keys");
        var process = program.Process;
        var address = await ReadAddressAsync(process);
        using var http = new HttpClient { BaseAddress = address };

        using var answer = await http.GetAsync(new Uri("admin/host/status", UriKind.Relative), TestContext.Current.CancellationToken);
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_it_with_a_failure()
    {
        using var first = Start("--port", "0");
        var address = await ReadAddressAsync(first.Process);

        using var program = Start("--port", $"{address.Port}");
        var second = program.Process;
        var errors = second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("address already in use", await errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_without_any_host_says_what_it_lacks()
    {
        using var program = Run("ImageFunctions.dll");
        var errors = program.Process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, program.Process.ExitCode);
        Assert.Contains("Configuration is missing the 'HostEndpoint' information.", await errors, StringComparison.Ordinal);
    }

    private RunningProgram Start(params string[] args) => Run("ImageFunctions.DevHost.dll", args);

    private RunningProgram Run(string program, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AzureWebJobsStorage"] = storage.ConnectionString;
        start.Environment["ImageStorage"] = storage.ConnectionString;
        return new RunningProgram(Process.Start(start)!);
    }

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        const string Prefix = "Listening on ";
        var printed = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline) is { } line)
        {
            printed.Add(line);
            if (line.StartsWith(Prefix, StringComparison.Ordinal))
                return new Uri(line[Prefix.Length..]);
        }

        throw new InvalidOperationException($"The program ended:\n{string.Join('\n', printed)}\n{await process.StandardError.ReadToEndAsync()}");
    }

    private sealed record RunningProgram(Process Process) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill();
            Process.Dispose();
        }
    }
}
