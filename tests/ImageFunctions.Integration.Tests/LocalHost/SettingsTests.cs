using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.LocalHost;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>Where settings come from.</summary>
public sealed class SettingsTests(ContractService contract) : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");

    [Fact]
    public async Task Values_of_local_settings_reach_the_worker_and_its_CORS_lets_other_origins_call()
    {
        var storage = (await contract.HostAsync()).ConnectionString;
        await File.WriteAllTextAsync(_file, JsonSerializer.Serialize(new
        {
            Values = new Dictionary<string, string> { ["Upload__UrlLifetimeSeconds"] = "300", ["ImageStorage"] = "not this one" },
            Host = new { CORS = "https://page.example" },
        }), Token);
        await using var host = await StartAsync(new(ContractService.Quiet()) { ["ImageStorage"] = storage });
        using var http = new HttpClient { BaseAddress = new Uri(host.BaseAddress, "api/") };
        await Eventually.Async(
            async token => (await http.GetAsync("health", token)).IsSuccessStatusCode, TimeSpan.FromSeconds(60), cancellationToken: Token);

        using var answer = await http.PostAsJsonAsync("images/upload", new { fileName = "a.png" }, Token);
        Assert.Equal(300, (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).Count("expiresIn"));

        using var preflight = new HttpRequestMessage(HttpMethod.Options, "images/upload");
        preflight.Headers.Add("Origin", "https://page.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using var allowed = await http.SendAsync(preflight, Token);
        Assert.Equal(204, (int)allowed.StatusCode);
        Assert.Equal("https://page.example", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Encrypted_local_settings_stop_the_start()
    {
        await File.WriteAllTextAsync(_file, """{ "IsEncrypted": true, "Values": { "A": "?" } }""", Token);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync([]));
        Assert.Contains("is encrypted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_an_app_is_named()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            LocalHostApplication.StartAsync(new LocalHostSettings { Port = 0, AppFolder = Path.GetTempPath() }, Token));
        Assert.Contains("no built functions app", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private Task<LocalHostApplication> StartAsync(Dictionary<string, string?> environment) => LocalHostApplication.StartAsync(
        new LocalHostSettings { Port = 0, LocalSettingsFile = _file, Environment = environment }, Token);
}
