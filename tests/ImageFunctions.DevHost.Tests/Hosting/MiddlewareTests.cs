using System.Net.Http.Json;
using ImageFunctions.DevHost.Tests.Samples;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace ImageFunctions.DevHost.Tests.Hosting;

public sealed class MiddlewareTests(Emulator storage)
{
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["AzureWebJobsStorage"] = storage.ConnectionString,
        ["Sample:Queue"] = Emulator.NewName(),
    };

    [Fact]
    public async Task The_first_added_is_outermost_and_the_result_is_sent_after_all_have_returned()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware<OuterMiddleware>().UseMiddleware<InnerMiddleware>());

        using var response = await host.Http.GetAsync(new Uri("api/answers", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(["yes"], response.Headers.GetValues("x-inner"));
        Assert.Equal(
            ["outer 1 before Answers", "inner before", "function", "inner after", "outer 1 after, started: False", "result"],
            host.Journal.Entries);
    }

    [Fact]
    public async Task One_instance_serves_the_whole_app()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware<OuterMiddleware>());

        await host.GetAsync("api/answers");
        await host.GetAsync("api/answers");

        Assert.Contains("outer 2 before Answers", host.Journal.Entries);
    }

    [Fact]
    public async Task Middleware_may_answer_in_the_place_of_the_function()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware<RefusingMiddleware>());

        Assert.Equal((429, "later"), await host.GetAsync("api/answers"));
        Assert.Empty(host.Journal.Entries);
    }

    [Fact]
    public async Task Middleware_may_answer_an_exception_of_the_function()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware<RescuingMiddleware>());

        Assert.Equal((422, "GET broke"), await host.GetAsync("api/breaks"));
    }

    [Fact]
    public async Task Middleware_of_a_condition_runs_when_it_holds()
    {
        await using var host = await StartAsync(
            worker => worker.UseWhen<RefusingMiddleware>(context => context.FunctionDefinition.Name == "Breaks"));

        Assert.Equal((200, "GET"), await host.GetAsync("api/answers"));
        Assert.Equal((429, "later"), await host.GetAsync("api/breaks"));
    }

    [Fact]
    public async Task Queue_functions_run_inside_the_same_middleware_without_an_http_context()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware<OuterMiddleware>().UseMiddleware<InnerMiddleware>());
        var queue = storage.Queue(_settings["Sample:Queue"]!);
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);

        await queue.SendMessageAsync("hello", TestContext.Current.CancellationToken);
        await host.Journal.WaitForAsync("outer 1 after, started: no http");

        Assert.Equal(
            ["outer 1 before Hears", "inner before", "heard hello", "inner after", "outer 1 after, started: no http"],
            host.Journal.Entries);
    }

    [Fact]
    public async Task Timer_functions_run_inside_the_same_middleware()
    {
        await using var host = await StartAsync(worker => worker.UseMiddleware<OuterMiddleware>());

        await host.SendAsync(HttpMethod.Post, "admin/functions/Ticks", JsonContent.Create(new { input = (string?)null }));
        await host.Journal.WaitForAsync("outer 1 after, started: no http");

        Assert.Contains("outer 1 before Ticks", host.Journal.Entries);
        Assert.Contains("ticked False", host.Journal.Entries);
    }

    private Task<TestHost> StartAsync(Action<IFunctionsWorkerApplicationBuilder> worker) =>
        TestHost.StartAsync([typeof(MiddlewareSamples)], _settings, worker);
}
