using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ImageFunctions.Integration.Tests.Http;

/// <summary>
/// 2,000 generated bad requests. None ends in a 5xx, and whatever is refused is refused with a problem document. The seeds
/// are fixed; a failure prints the smallest request that still fails.
/// </summary>
[Collection(nameof(Swept))]
public sealed class BadRequestProperties(LonelyService service)
{
    private const int RequestsOfAKind = 400;

    [Fact]
    public Task Of_methods_and_paths() => CheckAsync(BadRequests.Paths, 1);

    [Fact]
    public Task Of_queries() => CheckAsync(BadRequests.Queries, 2);

    [Fact]
    public Task Of_headers() => CheckAsync(BadRequests.HeaderValues, 3);

    [Fact]
    public Task Of_bodies_and_encodings() => CheckAsync(BadRequests.Bodies, 4);

    [Fact]
    public Task Of_forms() => CheckAsync(BadRequests.Forms, 5);

    private async Task CheckAsync(Func<string, Gen<BadRequest>> requests, ulong seed)
    {
        var token = Token;
        var known = (await service.Host.PostAsync("images/upload", new { fileName = "known.png" })).Ok().Text("imageId");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var http = new HttpClient(handler) { BaseAddress = service.Host.Http.BaseAddress };
        var refused = 0;
        var property = Prop.ForAll(Arb.From(requests(known), request => request.Smaller()), async request =>
        {
            var answer = await request.SendAsync(http, token);
            // Health says 503 when storage takes its time, which is no answer to the request.
            if (answer.Status == 503 && request.Path.Contains("health", StringComparison.OrdinalIgnoreCase))
                return;
            Assert.InRange(answer.Status, 200, 499);
            if (answer.Status < 400)
                return;
            Interlocked.Increment(ref refused);
            Assert.Equal("application/problem+json", answer.ContentType);
            if (request.Method != "HEAD")
                answer.Problem(answer.Status, answer.Json.Text("code"));
        });
        var config = Config.QuickThrowOnFailure.WithMaxTest(RequestsOfAKind).WithReplay(seed, 7).WithQuietOnSuccess(true)
            .WithParallelRunConfig(new ParallelRunConfig(4));
        await Task.Run(() => Check.One(config, property), token);
        Assert.True(refused > RequestsOfAKind / 3, $"Only {refused} requests were bad enough to be refused.");
    }
}
