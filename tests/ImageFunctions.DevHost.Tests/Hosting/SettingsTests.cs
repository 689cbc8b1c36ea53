using ImageFunctions.DevHost.Tests.Samples;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.DevHost.Tests.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("devhost-");

    [Fact]
    public void The_command_line_sets_port_and_keys_and_leaves_the_rest_to_the_app()
    {
        var settings = new DevHostSettings().WithCommandLine(["--keys", "--port", "0", "--Imaging:Engine", "vips"]);

        Assert.True(settings.EnforceKeys);
        Assert.Equal(0, settings.Port);
        Assert.Equal(["--Imaging:Engine", "vips"], settings.Arguments);
        Assert.Equal(7071, new DevHostSettings().WithCommandLine([]).Port);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "many")]
    [InlineData("--port", "65536")]
    public void A_port_that_is_none_is_refused(params string[] args) =>
        Assert.Throws<ArgumentException>(() => new DevHostSettings().WithCommandLine(args));

    [Fact]
    public async Task Local_settings_are_settings_below_all_others()
    {
        var file = Write("local.settings.json", """{ "IsEncrypted": false, "Values": { "A__B": "local", "C": "local", "PATH": "local" } }""");
        await using var host = await StartAsync(new()
        {
            LocalSettingsFile = file,
            Arguments = ["--C", "command line", "--D", "command line"],
            Configuration = new Dictionary<string, string?> { ["D"] = "given" },
        });
        var configuration = host.Services.GetRequiredService<IConfiguration>();

        Assert.Equal("local", configuration["A:B"]);
        Assert.Equal("command line", configuration["C"]);
        Assert.Equal("given", configuration["D"]);
        Assert.NotEqual("local", configuration["PATH"]);
    }

    [Fact]
    public async Task Encrypted_local_settings_stop_the_start()
    {
        var file = Write("local.settings.json", """{ "IsEncrypted": true, "Values": { "A": "?" } }""");

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(new() { LocalSettingsFile = file }));

        Assert.Contains("is encrypted", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_route_prefix_comes_from_the_app_folders_host_json()
    {
        Write("host.json", """{ "version": "2.0", "extensions": { "http": { "routePrefix": "/v1/" } } }""");
        await using var host = await StartAsync(new() { AppFolder = _folder.FullName });
        using var http = new HttpClient { BaseAddress = host.BaseAddress };

        using var answer = await http.GetAsync(new Uri("v1/open", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("batchSize", "33")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("maxPollingInterval", "00:00:00.05")]
    public async Task A_queue_rule_out_of_bounds_stops_the_start(string name, string value)
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(new()
        {
            Configuration = new Dictionary<string, string?> { [$"AzureFunctionsJobHost:extensions:queues:{name}"] = value },
        }));

        Assert.Contains("out of bounds", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_announcement_shows_address_keys_and_functions()
    {
        await using var host = await StartAsync(new() { EnforceKeys = true });
        using var output = new StringWriter();

        host.Announce(output);

        Assert.StartsWith($"Listening on {host.BaseAddress}", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(host.Keys.Function, output.ToString(), StringComparison.Ordinal);
        Assert.Contains(host.Keys.Master, output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Open: [GET] {host.BaseAddress}api/Open", output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<DevHostApplication> StartAsync(DevHostSettings settings) => DevHostApplication.StartAsync(
        settings with { Types = [typeof(KeySamples)], Port = 0, LogToConsole = false }, TestContext.Current.CancellationToken);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
