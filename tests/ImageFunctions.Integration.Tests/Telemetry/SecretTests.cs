using System.Web;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Integration.Tests.Telemetry;

[Collection(nameof(Hosted))]
public sealed class SecretTests
{
    [Fact]
    public async Task Keys_and_signatures_are_in_no_line_that_the_worker_writes_at_its_most_talkative()
    {
        await using var service = await HostedService.StartAsync(keys: true,
            ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            ("Logging:LogLevel:Microsoft", "Trace"),
            ("AzureFunctionsJobHost:logging:logLevel:default", "Trace"));
        var code = Uri.EscapeDataString(service.Host.Keys.Function);
        var issued = await service.Host.PostAsync($"images/upload?code={code}", new { fileName = "a.png" });
        var signature = HttpUtility.ParseQueryString(new Uri(issued.Ok().Text("uploadUrl")).Query)["sig"]!;
        var id = issued.Json.Text("imageId");
        (await service.Host.GetAsync($"images/{id}?code={code}")).Ok();
        (await service.Host.GetAsync($"images/{id}/status", ("x-functions-key", service.Host.Keys.Function))).Ok();
        (await service.Host.GetAsync($"images/none?code={code}")).Problem(404, "image_not_found");
        Assert.Contains(service.Log, line => line.Level <= LogLevel.Debug);
        string[] secrets = ["code=", service.Host.Keys.Function, code, signature, Uri.EscapeDataString(signature)];
        Assert.All(secrets, secret => Assert.DoesNotContain(service.Log, line => line.Text.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_receiver_of_all_events_without_a_secret_stops_the_start() =>
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => HostedService.StartAsync(keys: false, ("Webhooks:Url", "https://example.org/hook")));
}
