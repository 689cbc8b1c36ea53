
[assembly: AssemblyFixture(typeof(PlainService))]

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// One worker that these tests share: as behind App Service and Front Door, with analysis that is not there and no exporter.
/// </summary>
public sealed class PlainService : IAsyncLifetime
{
    public const string FrontDoorId = "55ce4ed1-4b06-4bf1-b40e-4638452104da";
    private Task<HostedService>? _service;

    public Task<HostedService> Get() => _service ??= HostedService.StartAsync(keys: false,
        ("Proxies:AppService", "true"), ("Proxies:FrontDoorId", FrontDoorId), ("Webhooks:AllowPrivateAddresses", "true"),
        ("Vision:Endpoint", "http://127.0.0.1:1"), ("Vision:Key", "none"), ("Retry:FirstDelay", "00:00:00.05"));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await (await _service).DisposeAsync();
    }
}
