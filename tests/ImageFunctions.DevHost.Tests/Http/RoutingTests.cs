using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Http;

public sealed class RoutingTests
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Sample:Route"] = "from-setting" };

    [Fact]
    public async Task A_function_without_a_route_answers_at_its_name_below_the_prefix_in_any_case()
    {
        await using var host = await TestHost.StartAsync([typeof(RouteSamples)], Settings);

        Assert.Equal((200, "ByName /api/byname"), await host.GetAsync("api/byname"));
        Assert.Equal((404, ""), await host.GetAsync("byname"));
    }

    [Fact]
    public async Task An_empty_prefix_puts_the_functions_at_the_root()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(RouteSamples)], new(Settings) { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "" });

        Assert.Equal((200, "ByName /ByName"), await host.GetAsync("ByName"));
        Assert.Equal(404, (await host.GetAsync("api/ByName")).Status);
    }

    [Theory]
    [InlineData("api/fruit/apple", "GET apple")]
    [InlineData("api/fruit/cherry", "GET berry cherry")]
    [InlineData("api/fruit/a/b", "GET berry a/b")]
    [InlineData("api/fruit", "GET berry ")]
    public async Task The_first_match_in_the_order_of_function_names_wins(string path, string body)
    {
        await using var host = await TestHost.StartAsync(typeof(OrderSamples));

        Assert.Equal((200, body), await host.GetAsync(path));
    }

    [Fact]
    public async Task A_route_whose_method_does_not_match_leaves_the_request_to_a_later_function()
    {
        await using var host = await TestHost.StartAsync(typeof(OrderSamples));

        Assert.Equal((200, "POST date"), await host.SendAsync(HttpMethod.Post, "api/fruit/date"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    [InlineData("HEAD")]
    public async Task A_method_that_is_not_listed_is_not_found(string method)
    {
        await using var host = await TestHost.StartAsync([typeof(RouteSamples)], Settings);

        Assert.Equal((404, ""), await host.SendAsync(new HttpMethod(method), "api/byname"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PROPFIND")]
    public async Task A_trigger_without_methods_takes_them_all(string method)
    {
        await using var host = await TestHost.StartAsync([typeof(RouteSamples)], Settings);

        Assert.Equal((200, method), await host.SendAsync(new HttpMethod(method), "api/any"));
    }

    [Theory]
    [InlineData("api/items/12", 200, "GET 12")]
    [InlineData("api/items/twelve", 404, "")]
    [InlineData("api/items", 404, "")]
    public async Task A_route_constraint_decides_whether_the_route_matches(string path, int status, string body)
    {
        await using var host = await TestHost.StartAsync([typeof(RouteSamples)], Settings);

        Assert.Equal((status, body), await host.GetAsync(path));
    }

    [Fact]
    public async Task A_setting_between_percent_signs_is_put_into_the_route()
    {
        await using var host = await TestHost.StartAsync([typeof(RouteSamples)], Settings);

        Assert.Equal((200, "GET"), await host.GetAsync("api/from-setting/here"));
    }

    [Fact]
    public async Task A_function_that_is_switched_off_is_not_found()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(RouteSamples)], new(Settings) { ["AzureWebJobs.ByName.Disabled"] = "true" });

        Assert.Equal((404, ""), await host.GetAsync("api/byname"));
    }
}
