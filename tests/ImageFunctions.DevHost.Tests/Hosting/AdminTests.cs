using System.Net.Http.Json;
using System.Text.Json;
using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Hosting;

public sealed class AdminTests(Emulator storage)
{
    private static readonly Type[] Samples = [typeof(RouteSamples), typeof(MiddlewareSamples)];

    private readonly Dictionary<string, string?> _settings = new()
    {
        ["AzureWebJobsStorage"] = storage.ConnectionString,
        ["Sample:Queue"] = Emulator.NewName(),
        ["Sample:Route"] = "from-setting",
        ["AzureWebJobs.Breaks.Disabled"] = "true",
    };

    [Fact]
    public async Task The_status_says_that_the_host_runs()
    {
        await using var host = await TestHost.StartAsync(Samples, _settings);

        var (status, body) = await host.GetAsync("admin/host/status");
        var answer = JsonDocument.Parse(body).RootElement;

        Assert.Equal(200, status);
        Assert.Equal("Running", answer.GetProperty("state").GetString());
        Assert.NotEmpty(answer.GetProperty("id").GetString()!);
        Assert.NotEmpty(answer.GetProperty("version").GetString()!);
        Assert.True(answer.GetProperty("processUptime").GetInt64() > 0);
    }

    [Fact]
    public async Task The_list_describes_every_function_by_its_binding()
    {
        await using var host = await TestHost.StartAsync(Samples, _settings);

        var functions = JsonDocument.Parse((await host.GetAsync("admin/functions")).Body).RootElement.EnumerateArray()
            .ToDictionary(function => function.GetProperty("name").GetString()!);

        Assert.Equal(["Answers", "AnyMethod", "Breaks", "ByName", "Constrained", "FromSetting", "Hears", "Ticks"], functions.Keys);
        Assert.Equal($"{host.Host.BaseAddress}api/items/{{id:int}}", functions["Constrained"].GetProperty("invoke_url_template").GetString());
        Assert.Equal($"{host.Host.BaseAddress}api/byname", functions["ByName"].GetProperty("invoke_url_template").GetString());
        Assert.Equal(JsonValueKind.Null, functions["Hears"].GetProperty("invoke_url_template").ValueKind);
        Assert.Equal(
            """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"Anonymous","methods":["get"],"route":"items/{id:int}"}""",
            Binding(functions["Constrained"]));
        Assert.Equal("""{"name":"message","type":"queueTrigger","direction":"In","queueName":"%Sample:Queue%"}""", Binding(functions["Hears"]));
        Assert.Equal(
            """{"name":"timer","type":"timerTrigger","direction":"In","schedule":"1.00:00:00","useMonitor":true,"runOnStartup":false}""",
            Binding(functions["Ticks"]));
        Assert.True(functions["Breaks"].GetProperty("isDisabled").GetBoolean());
        Assert.False(functions["Answers"].GetProperty("isDisabled").GetBoolean());
    }

    [Fact]
    public async Task A_queue_function_runs_with_the_input_as_its_message()
    {
        await using var host = await TestHost.StartAsync(Samples, _settings);

        var answer = await host.SendAsync(HttpMethod.Post, "admin/functions/hears", JsonContent.Create(new { input = "by hand" }));

        Assert.Equal((202, ""), answer);
        await host.Journal.WaitForAsync("heard by hand");
    }

    [Theory]
    [InlineData("admin/functions/NoSuch", "{}", "application/json", 404)]
    [InlineData("admin/functions/Hears", "", "application/json", 400)]
    [InlineData("admin/functions/Hears", "[]", "application/json", 400)]
    [InlineData("admin/functions/Hears", "{}", "text/plain", 415)]
    public async Task Anything_else_is_refused(string path, string body, string type, int status)
    {
        await using var host = await TestHost.StartAsync(Samples, _settings);

        var answer = await host.SendAsync(HttpMethod.Post, path, new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type)));

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("GET", "admin/host/status")]
    [InlineData("GET", "admin/functions")]
    [InlineData("POST", "admin/functions/Hears")]
    public async Task The_master_key_opens_and_the_function_key_does_not(string method, string path)
    {
        await using var host = await TestHost.StartAsync(Samples, _settings, keys: true);

        Assert.Equal((401, ""), await host.SendAsync(new HttpMethod(method), path, JsonContent.Create(new { input = "x" })));
        Assert.Equal(401, (await host.SendAsync(new HttpMethod(method), path, JsonContent.Create(new { input = "x" }), host.Host.Keys.Function)).Status);
        Assert.InRange((await host.SendAsync(new HttpMethod(method), path, JsonContent.Create(new { input = "x" }), host.Host.Keys.Master)).Status, 200, 202);
    }

    private static string Binding(JsonElement function) => function.GetProperty("config").GetProperty("bindings")[0].GetRawText();
}
