using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Hosting;

public sealed class FunctionIndexTests(Emulator storage)
{
    [Theory]
    [InlineData(typeof(AdminRoute), "Function 'Inside': a route must not begin with 'admin'")]
    [InlineData(typeof(SharedRoute), "Functions 'One' and 'Two' share the route")]
    [InlineData(typeof(SharedName), "2 functions are named 'Same'")]
    [InlineData(typeof(AsyncVoid), "Function 'Lost' is async void")]
    [InlineData(typeof(NoTrigger), "Function 'Idle' has 0 triggers")]
    [InlineData(typeof(Outer.Nested), "Function 'Nested' is in the nested class")]
    [InlineData(typeof(WrongSchedule), "'* * *' is neither a six-field NCRONTAB expression nor a time span")]
    [InlineData(typeof(MissingSetting), "The setting 'No:Such' in '%No:Such%' has no value")]
    public async Task A_function_that_the_host_could_not_run_stops_the_start(Type sample, string reason)
    {
        var settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = storage.ConnectionString };

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.StartAsync([sample], settings));

        Assert.StartsWith(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_function_whose_connection_has_no_value_stops_the_start()
    {
        var settings = new Dictionary<string, string?> { ["Sample:Queue"] = "any" };

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.StartAsync([typeof(MiddlewareSamples)], settings));

        Assert.Equal("The storage connection 'AzureWebJobsStorage' has no value in the settings.", e.Message);
    }

    [Fact]
    public async Task A_method_that_is_not_public_is_no_function()
    {
        await using var host = await TestHost.StartAsync(typeof(NotPublic));

        Assert.Equal((200, "[]"), await host.GetAsync("admin/functions"));
    }
}
