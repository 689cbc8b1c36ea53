using System.Net;
using ImageFunctions.Contracts;
using ImageFunctions.Delivery;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Delivery;

/// <summary>Many hosts that are asked for one picture.</summary>
public sealed class OnDemandTests(ContractService service) : DeliveryTest(service)
{
    [Fact]
    public async Task A_hundred_first_requests_to_two_hosts_render_once()
    {
        var id = await CompletedAsync();
        var calls = new StorageCalls();
        await using var storage = await StorageProxy.StartAsync(Host.ConnectionString, Token);
        storage.Before = calls.SeeAsync;
        await using var http = await ServiceHost.StartAsync(
            Host.ConnectionString, ContractService.Quiet(ContractService.LinkSettings), storage);
        await using var other = new AppServices(storage.ConnectionString, ContractService.LinkSettings);
        var link = Signed(id, "w_100,f_webp", DateTimeOffset.UtcNow.AddHours(1));
        calls.Take();

        var deliver = other.Get<DeliverImage>();
        var query = System.Web.HttpUtility.ParseQueryString(link.Split('?')[1]);
        var here = Enumerable.Range(0, 50).Select(_ => deliver.RunAsync(
            new DeliveryLink(id, "w_100,f_webp", query["kid"], query["exp"], query["sig"]), "*/*", _ => false, Token));
        var there = Enumerable.Range(0, 50).Select(_ => http.Http.GetByteArrayAsync(link, Token));
        var (pictures, bytes) = (Task.WhenAll(here), Task.WhenAll(there));

        Assert.All(await bytes, one => Assert.Equal(one, bytes.Result[0]));
        Assert.All(await pictures, one => Assert.Equal(bytes.Result[0], one.Picture!.Content.ToArray()));
        Assert.Equal(1, calls.Take()["uploads read"]);
        Assert.Single(await OnDemandAsync(id));
    }

    [Fact]
    public async Task A_picture_that_another_host_is_making_is_waited_for_with_patience_but_not_for_ever()
    {
        var id = await CompletedAsync();
        var link = await LinkAsync(id, "w_64,f_jpeg");
        using (var first = await GetAsync(link))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var name = (await OnDemandAsync(id)).Single();
        await Container.DeleteBlobAsync(name, cancellationToken: Token);
        await Container.GetBlobClient($"{name}.claim").UploadAsync(BinaryData.Empty, Token);

        await using var hasty = new AppServices(
            Host.ConnectionString, new(ContractService.LinkSettings) { ["Delivery:WaitSeconds"] = "1" });
        var query = System.Web.HttpUtility.ParseQueryString(link.Split('?')[1]);
        var busy = await Assert.ThrowsAsync<ProblemException>(() => hasty.Get<DeliverImage>().RunAsync(
            new DeliveryLink(id, "w_64,f_jpeg", query["kid"], query["exp"], query["sig"]), "", _ => false, Token));
        Assert.Equal(("render_busy", TimeSpan.FromSeconds(2)), (busy.Code.Word, busy.RetryAfter));
        await Container.DeleteBlobAsync($"{name}.claim", cancellationToken: Token);
        using var second = await GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }
}
