using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Http;

public sealed class KeyTests
{
    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["DevHost:FunctionKey"] = "function-key",
        ["DevHost:MasterKey"] = "master-key",
    };

    [Theory]
    [InlineData("api/open", null, 200)]
    [InlineData("api/open", "wrong", 200)]
    [InlineData("api/closed", null, 401)]
    [InlineData("api/closed", "wrong", 401)]
    [InlineData("api/closed", "", 401)]
    [InlineData("api/closed", "function-key", 200)]
    [InlineData("api/closed", "master-key", 200)]
    [InlineData("api/unsaid", null, 401)]
    [InlineData("api/unsaid", "function-key", 200)]
    [InlineData("api/master", null, 401)]
    [InlineData("api/master", "function-key", 401)]
    [InlineData("api/master", "master-key", 200)]
    public async Task A_function_opens_to_the_key_of_its_level_or_the_master_key(string path, string? key, int status)
    {
        await using var host = await TestHost.StartAsync([typeof(KeySamples)], Keys, keys: true);

        Assert.Equal((status, status == 200 ? "GET" : ""), await host.GetAsync(path, key));
    }

    [Theory]
    [InlineData("api/closed?code=function-key", null, 200)]
    [InlineData("api/closed?code=wrong", null, 401)]
    [InlineData("api/closed?code=function-key", "wrong", 401)]
    public async Task The_key_may_come_in_the_query_unless_there_is_a_header(string path, string? key, int status)
    {
        await using var host = await TestHost.StartAsync([typeof(KeySamples)], Keys, keys: true);

        Assert.Equal(status, (await host.GetAsync(path, key)).Status);
    }

    [Fact]
    public async Task Without_the_check_every_function_is_open()
    {
        await using var host = await TestHost.StartAsync([typeof(KeySamples)], Keys);

        Assert.Equal(200, (await host.GetAsync("api/closed")).Status);
        Assert.Equal(200, (await host.GetAsync("api/master")).Status);
    }

    [Fact]
    public async Task Keys_that_nobody_set_are_random_and_work()
    {
        await using var one = await TestHost.StartAsync([typeof(KeySamples)], [], keys: true);
        await using var two = await TestHost.StartAsync([typeof(KeySamples)], [], keys: true);

        Assert.NotEqual(one.Host.Keys.Function, two.Host.Keys.Function);
        Assert.Equal(401, (await one.GetAsync("api/closed", two.Host.Keys.Function)).Status);
        Assert.Equal(200, (await one.GetAsync("api/closed", one.Host.Keys.Function)).Status);
    }

    [Fact]
    public async Task An_unknown_path_is_not_found_rather_than_closed()
    {
        await using var host = await TestHost.StartAsync([typeof(KeySamples)], Keys, keys: true);

        Assert.Equal((404, ""), await host.GetAsync("api/nothing"));
    }
}
