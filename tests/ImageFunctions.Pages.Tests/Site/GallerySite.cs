// One for all: the classes run side by side, each with images under names of its own.
using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.LocalHost;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;
using Microsoft.Playwright;
[assembly: AssemblyFixture(typeof(ImageFunctions.Pages.Tests.Site.GallerySite))]

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>The running service with its storage and an analyser that sees a boat and a house, and a browser to look at it.</summary>
public sealed class GallerySite : IAsyncLifetime
{
    /// <summary>What the analyser sees in every image.</summary>
    internal static readonly WireFindings Seen = new()
    {
        Tags = [new("lake", 0.991f), new("mountain", 0.95f), new("sky", 0.874f)],
        Objects = [new("boat", 0.916f, new(0.25, 0.5, 0.5, 0.25)), new("house", 0.702f, new(0.05, 0.1, 0.15, 0.2))],
        Caption = "mountains around a lake",
        People = [],
        Lines = [],
    };

    private AzuriteProcess _azurite = null!;
    private VisionWireServer _vision = null!;
    private IPlaywright _playwright = null!;
    private LocalHostApplication _host = null!;

    /// <summary>Settings besides the usual ones.</summary>
    internal Dictionary<string, string?> Extra { get; init; } = [];

    internal IBrowser Browser { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    internal string ConnectionString => _azurite.ConnectionString;

    internal Uri Root => _host.BaseAddress;

    /// <summary>Where the pictures are.</summary>
    internal string BlobOrigin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // The browser first: without it nothing else is worth starting.
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.LaunchAsync(_playwright);
        _azurite = await AzuriteProcess.StartAsync(TestContext.Current.CancellationToken);
        _vision = await VisionWireServer.StartAsync(TestContext.Current.CancellationToken);
        _vision.Findings = Seen;
        _host = await StartHostAsync(keys: false);
        Http = new HttpClient { BaseAddress = new Uri(Root, "api/") };
        BlobOrigin = EmulatorAccount.Endpoints(ConnectionString).First().GetLeftPart(UriPartial.Authority);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_vision is not null)
            await _vision.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    /// <summary>Another service on the same storage.</summary>
    /// <param name="keys">Whether callers need keys.</param>
    internal Task<LocalHostApplication> StartHostAsync(bool keys) => LocalHostApplication.StartAsync(
        new LocalHostSettings { Port = 0, EnforceKeys = keys, Environment = Settings() }, TestContext.Current.CancellationToken);

    /// <summary>Lets the analyser see something else from now on.</summary>
    internal void See(WireFindings findings) => _vision.Findings = findings;

    /// <summary>A name that no other test uses.</summary>
    internal static string NewName(string start) => $"{start}-{Guid.NewGuid().ToString("N")[..8]}";

    internal async Task<JsonElement> RequestUploadAsync(string fileName, string? title = null, string[]? tags = null, string? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/upload");
        request.Content = JsonContent.Create(new { fileName, title, tags });
        if (user is not null)
            request.Headers.Add("X-User-Id", user);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Uploads without the page and waits for the end; returns the image's id.</summary>
    internal async Task<string> AddAsync(byte[] content, string fileName, string? title = null, string[]? tags = null, string? user = null)
    {
        var issued = await RequestUploadAsync(fileName, title, tags, user);
        await UploadAsync(issued, content);
        return issued.GetProperty("imageId").GetString()!;
    }

    /// <summary>Uploads by an URL that was given out, and waits for the end.</summary>
    internal async Task UploadAsync(JsonElement issued, byte[] content)
    {
        using var put = IssuedUpload.Read(issued).Put(content);
        using var stored = await Http.SendAsync(put, TestContext.Current.CancellationToken);
        stored.EnsureSuccessStatusCode();
        var id = issued.GetProperty("imageId").GetString();
        var last = "";
        await Eventually.Async(async token =>
        {
            last = await Http.GetStringAsync($"images/{id}/status?wait=5", token);
            return last.Contains("\"status\":\"completed\"", StringComparison.Ordinal)
                || last.Contains("\"status\":\"failed\"", StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(90), () => last, TestContext.Current.CancellationToken);
    }

    /// <summary>Signed links to an image, one for each of the options.</summary>
    internal async Task<string[]> LinksAsync(string id, params string[] options)
    {
        using var answer = await Http.PostAsJsonAsync($"images/{id}/links", new { options }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var signed = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return [.. signed.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("url").GetString()!)];
    }

    private Dictionary<string, string?> Settings() => new(Extra)
    {
        ["ImageStorage"] = _azurite.ConnectionString,
        ["AzureWebJobsStorage"] = _azurite.ConnectionString,
        ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.3",
        ["Upload:FirstCheckDelay"] = "00:00:00.5",
        ["Vision:Endpoint"] = _vision.Endpoint.ToString(),
        ["Vision:Key"] = VisionWireServer.Key,
        ["Vision:Features"] = "Tags,Objects,Caption",
        ["Delivery:Keys:0:Id"] = Extra.Count > 0 ? null : "pages",
        ["Delivery:Keys:0:Secret"] = Extra.Count > 0 ? null : "a secret of the page tests, of 32 or more",
        ["ContentSafety:Endpoint"] = Extra.Count > 0 ? _vision.Endpoint.ToString() : null,
    };
}
