using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Integration.Tests.Http;

/// <summary>Which key opens what.</summary>
public sealed class KeyTests(KeyTests.Locked locked) : IClassFixture<KeyTests.Locked>
{
    private readonly ServiceHost _locked = locked.Host;

    [Fact]
    public async Task Every_route_needs_a_key_but_those_for_everybody()
    {
        foreach (var (method, path) in Routes())
        {
            var isFree = path is "health" or "docs" or "openapi.json" or "gallery" || path.StartsWith("gallery/", StringComparison.Ordinal)
                || path.StartsWith("docs/", StringComparison.Ordinal)
                || path.StartsWith("i/", StringComparison.Ordinal);
            var answer = await SendAsync(method, path);
            Assert.True(isFree == (answer.Status != 401), $"{method} {path} without a key: {answer.Status}");
        }
    }

    [Fact]
    public async Task A_wrong_key_is_401_without_a_body()
    {
        foreach (var (method, path) in Routes().Where(route =>
            route.Path.StartsWith("images", StringComparison.Ordinal) || route.Path.StartsWith("manage", StringComparison.Ordinal)))
        {
            var answer = await SendAsync(method, path, ("x-functions-key", "wrong"));
            Assert.Equal((401, ""), (answer.Status, answer.Text));
        }
    }

    [Fact]
    public async Task A_function_key_opens_all_but_the_admin_routes()
    {
        foreach (var (method, path) in Routes())
        {
            var answer = await SendAsync(method, path, ("x-functions-key", _locked.Keys.Function));
            Assert.True(
                path.StartsWith("manage/", StringComparison.Ordinal) == (answer.Status == 401),
                $"{method} {path} with a function key: {answer.Status}");
        }
    }

    [Fact]
    public async Task The_admin_key_opens_all()
    {
        foreach (var (method, path) in Routes())
            Assert.NotEqual(401, (await SendAsync(method, path, ("x-functions-key", _locked.Keys.Master))).Status);
    }

    [Fact]
    public async Task A_key_may_be_in_the_query()
    {
        (await _locked.GetAsync($"images?code={_locked.Keys.Function}")).Ok();
        (await _locked.GetAsync($"manage/stats?code={_locked.Keys.Master}")).Ok();
        Assert.Equal(401, (await _locked.GetAsync("images?code=wrong")).Status);
    }

    // Never a request that changes anything: ids that name nothing, and a status that none has.
    private Task<Answer> SendAsync(string method, string path, params (string, string)[] headers) =>
        _locked.SendAsync(new HttpMethod(method), $"{path}?status=none&limit=none", null, headers);

    private static IEnumerable<(string Method, string Path)> Routes() =>
        from type in typeof(Composition).Assembly.GetTypes()
        from function in type.GetMethods()
        from parameter in function.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        let route = trigger?.Route ?? "*"
        where !route.Contains('*', StringComparison.Ordinal)
        from method in trigger!.Methods ?? ["get"]
        select (method.ToUpperInvariant(), route.Replace("{id}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal)
            .Replace("{userId}", "nobody", StringComparison.Ordinal).Replace("{tag}", "none", StringComparison.Ordinal)
            .Replace("{label}", "none", StringComparison.Ordinal));

    public sealed class Locked(ContractService service) : IAsyncLifetime
    {
        internal ServiceHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await service.StartQuietAsync(keys: true);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
