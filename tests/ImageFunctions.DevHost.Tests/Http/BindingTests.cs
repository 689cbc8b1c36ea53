using System.Diagnostics;
using System.Text.Json;
using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Http;

public sealed class BindingTests
{
    private static readonly Guid Id = new("01890a5d-ac96-774b-bcce-b302099a8057");

    [Fact]
    public async Task Route_and_query_values_are_bound_by_name_without_case_and_converted()
    {
        await using var host = await TestHost.StartAsync(typeof(BindingSamples));

        Assert.Equal((200, $"GET a b {Id} red 5 False"), await host.GetAsync($"api/values/a%20b/{Id}?TAG=red&Limit=5&full=false"));
    }

    [Fact]
    public async Task A_value_that_is_missing_is_the_default_or_null()
    {
        await using var host = await TestHost.StartAsync(typeof(BindingSamples));

        Assert.Equal((200, $"GET a {Id} none none True"), await host.GetAsync($"api/values/a/{Id}"));
    }

    [Fact]
    public async Task A_query_value_given_twice_is_joined_by_a_comma()
    {
        await using var host = await TestHost.StartAsync(typeof(BindingSamples));

        Assert.Equal((200, $"GET a {Id} red,blue none True"), await host.GetAsync($"api/values/a/{Id}?tag=red&tag=blue"));
    }

    [Theory]
    [InlineData("api/needed")]
    [InlineData("api/needed?limit=many")]
    public async Task A_value_that_is_needed_and_missing_or_malformed_fails_the_function(string path)
    {
        await using var host = await TestHost.StartAsync(typeof(BindingSamples));

        Assert.Equal((500, ""), await host.GetAsync(path));
        Assert.Equal((200, "GET 3"), await host.GetAsync("api/needed?limit=3"));
    }

    [Fact]
    public async Task The_key_in_the_query_is_never_bound()
    {
        await using var host = await TestHost.StartAsync(typeof(BindingSamples));

        Assert.Equal((200, "GET none"), await host.GetAsync("api/code?code=secret"));
    }

    [Fact]
    public async Task The_context_describes_the_function_and_shares_the_scope_of_the_request()
    {
        await using var host = await TestHost.StartAsync(typeof(BindingSamples));

        var (status, body) = await host.GetAsync("api/context/42");
        var context = JsonDocument.Parse(body).RootElement;

        Assert.Equal(200, status);
        Assert.True(Guid.TryParse(context.GetProperty("invocationId").GetString(), out _));
        Assert.Equal("Context", context.GetProperty("name").GetString());
        Assert.Equal($"{typeof(BindingSamples).FullName}.Context", context.GetProperty("entryPoint").GetString());
        Assert.Equal("httpTrigger", context.GetProperty("trigger").GetString());
        Assert.Equal("42", context.GetProperty("id").GetString());
        Assert.True(ActivityContext.TryParse(context.GetProperty("traceParent").GetString(), null, out _));
        Assert.True(context.GetProperty("sameHttpContext").GetBoolean());
        Assert.True(context.GetProperty("sameServices").GetBoolean());
        Assert.True(context.GetProperty("sameScope").GetBoolean());
    }
}
