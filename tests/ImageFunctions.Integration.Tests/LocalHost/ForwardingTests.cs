using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>What of a request reaches the worker.</summary>
public sealed class ForwardingTests(WitnessedHost witnessed) : IClassFixture<WitnessedHost>
{
    private ServiceHost Host => witnessed.Host;

    [Fact]
    public async Task What_a_caller_says_of_its_way_here_is_overwritten_with_the_hosts_own_view()
    {
        var answer = await Host.GetAsync(
            "health", ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Host", "images.example"), ("X-Forwarded-Proto", "https"));
        Assert.Equal(
            ("127.0.0.1", Host.Root.Authority, "http"),
            (answer.Headers["Seen-X-Forwarded-For"], answer.Headers["Seen-X-Forwarded-Host"], answer.Headers["Seen-X-Forwarded-Proto"]));
        Assert.True(Guid.TryParse(answer.Headers["Seen-x-ms-invocation-id"], out _));
    }

    [Fact]
    public async Task A_header_in_UTF_8_reaches_the_worker()
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var http = new HttpClient(handler) { BaseAddress = Host.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "health");
        request.Headers.Add("X-Name", "Zoë");
        using var response = await http.SendAsync(request, Token);
        Assert.Equal((200, "Zo%C3%AB"), ((int)response.StatusCode, response.Headers.GetValues("Seen-X-Name").Single()));
    }

    [Fact]
    public async Task The_root_leads_to_the_gallery()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        using var response = await http.GetAsync(Host.Root, Token);
        Assert.Equal((302, "/api/gallery"), ((int)response.StatusCode, response.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_000, true)]
    [InlineData(30_408_704, false)]
    [InlineData(30_408_704, true)]
    [InlineData(94_371_840, false)]
    public async Task A_body_arrives_whole_and_streams_only_in_chunks(int length, bool chunked)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/upload") { Content = new ByteArrayContent(content) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Add("x-functions-key", Host.Keys.Function);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var http = new HttpClient { BaseAddress = Host.Http.BaseAddress };
        using var response = await http.SendAsync(request, Token);
        Assert.Equal($"{length}", response.Headers.GetValues("Seen-Length").Single());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), response.Headers.GetValues("Seen-Sum").Single());
        Assert.Equal($"{chunked}", response.Headers.GetValues("Seen-Chunked").Single());
    }

    [Fact]
    public async Task A_body_over_100_MiB_is_500_without_a_body()
    {
        using var http = new HttpClient { BaseAddress = Host.Http.BaseAddress };
        using var content = new ByteArrayContent(new byte[(100 * 1024 * 1024) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/upload") { Content = content };
        request.Headers.Add("x-functions-key", Host.Keys.Function);
        request.Headers.ExpectContinue = true;
        using var response = await http.SendAsync(request, Token);
        Assert.Equal((500, ""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task The_hosts_own_routes_want_the_master_key()
    {
        using var http = new HttpClient { BaseAddress = Host.Root };
        Assert.Equal(401, await StatusAsync("none"));
        Assert.Equal(401, await StatusAsync(Host.Keys.Function));
        Assert.Equal(200, await StatusAsync(Host.Keys.Master));

        async Task<int> StatusAsync(string key)
        {
            using var response = await http.GetAsync(new Uri($"admin/host/status?code={key}", UriKind.Relative), Token);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task The_worker_has_the_real_assemblies_loaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The files of another process are looked for in /proc.");
        (await Host.GetAsync("manage/stats", ("x-functions-key", Host.Keys.Master))).Ok();
        var loaded = await Host.WorkerFilesAsync();
        foreach (var (name, version) in new[]
        {
            ("Microsoft.Azure.Functions.Worker.Core.dll", "2.52.0"), ("Microsoft.Azure.Functions.Worker.Grpc.dll", "2.52.0"),
            ("Azure.Storage.Blobs.dll", "12.30.1"), ("Azure.Storage.Queues.dll", "12.28.1"), ("Azure.Data.Tables.dll", "12.13.0"),
        })
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{name} {loaded[name]}");
            Assert.StartsWith(version, loaded[name], StringComparison.Ordinal);
        }
    }
}
