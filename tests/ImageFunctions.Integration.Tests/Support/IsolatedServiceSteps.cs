using ImageFunctions.Maintenance;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>What several tests do with a service of their own.</summary>
internal static class IsolatedServiceSteps
{
    /// <summary>From here on the analyzers see violence in every image.</summary>
    public static void FindViolence(this IsolatedService service)
    {
        var seen = service.Cloud.Findings;
        service.Cloud.Findings = seen with { Severities = new Dictionary<string, int>(seen.Severities) { ["Violence"] = 6 } };
    }

    /// <summary>Waits until no queue holds a message.</summary>
    public static async Task QuietAsync(this IsolatedService service)
    {
        var last = "";
        await Eventually.Async(async _ =>
        {
            await service.Host.Services.Get<CountImages>().RunAsync(Token);
            var stats = (await service.Host.GetAsync("manage/stats")).Ok();
            last = stats.ToString();
            return stats.At("queues").EnumerateObject().All(queue => queue.Value.GetInt32() == 0);
        }, TimeSpan.FromSeconds(60), () => last, Token);
    }

    /// <summary>Looks for what belongs to nothing, by a clock that is early.</summary>
    public static async Task CleanLeftoversAsync(this IsolatedService service, TimeSpan ahead)
    {
        await using var services = new AppServices(service.ConnectionString, ahead: ahead);
        await services.Get<CleanFiles>().RunAsync(Token);
        await services.Get<CleanIndex>().RunAsync(Token);
        await services.Get<CleanWebhookLog>().RunAsync(Token);
    }

    /// <summary>The image is complete and its links lead to something.</summary>
    public static async Task AssertServedAsync(this IsolatedService service, string id)
    {
        await service.Host.WaitForAsync(id, "completed");
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        foreach (var link in (string[])["downloadUrl", "webpUrl", "thumbnailUrl"])
            Assert.NotEmpty(await service.Host.Http.GetByteArrayAsync(image.GetProperty(link).GetString(), Token));
    }
}
