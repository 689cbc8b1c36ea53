using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Http;

public sealed class ResponseTests
{
    [Theory]
    [InlineData("api/late", 202, "GET")]
    [InlineData("api/direct", 200, "written")]
    public async Task A_result_is_sent_and_a_function_may_write_its_response_itself(string path, int status, string body)
    {
        await using var host = await TestHost.StartAsync(typeof(ResponseSamples));

        Assert.Equal((status, body), await host.GetAsync(path));
    }

    [Fact]
    public async Task A_function_that_returns_no_result_answers_200_with_no_body()
    {
        await using var host = await TestHost.StartAsync(typeof(ResponseSamples));

        Assert.Equal((200, ""), await host.GetAsync("api/text"));
    }

    [Fact]
    public async Task An_exception_is_500_with_no_body_and_nothing_of_the_half_made_response()
    {
        await using var host = await TestHost.StartAsync(typeof(ResponseSamples));

        using var response = await host.Http.GetAsync(new Uri("api/throws", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(response.Headers.Contains("x-half-done"));
    }

    [Theory]
    [InlineData(1000, 200, "1000")]
    [InlineData(1001, 413, "")]
    public async Task A_body_above_the_limit_is_413(int length, int status, string body)
    {
        await using var host = await TestHost.StartAsync(
            [typeof(ResponseSamples)], new() { ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "1000" });
        using var content = new ByteArrayContent(new byte[length]);

        Assert.Equal((status, body), await host.SendAsync(HttpMethod.Post, "api/body", content));
    }

    [Fact]
    public async Task A_body_of_more_than_30_MB_passes_as_in_the_host()
    {
        await using var host = await TestHost.StartAsync(typeof(ResponseSamples));
        using var content = new ByteArrayContent(new byte[40_000_000]);

        Assert.Equal((200, "40000000"), await host.SendAsync(HttpMethod.Post, "api/body", content));
    }

    [Fact]
    public async Task A_caller_who_goes_away_cancels_the_function()
    {
        await using var host = await TestHost.StartAsync(typeof(ResponseSamples));
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var answer = host.Http.GetAsync(new Uri("api/waits", UriKind.Relative), leave.Token);
        await host.Journal.WaitForAsync("waiting");
        await leave.CancelAsync();

        await host.Journal.WaitForAsync("cancelled");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }
}
