using System.Net;
using ImageFunctions.Contracts;
using ImageFunctions.Delivery;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Delivery;

/// <summary>Pictures that are made when they are asked for, once for all who ask.</summary>
public sealed class OnDemandTests(ContractService service) : DeliveryTest(service)
{
    private readonly StorageCalls _calls = new();

    [Fact]
    public async Task A_hundred_first_requests_to_two_hosts_render_once()
    {
        var id = await CompletedAsync();
        await using var storage = await StorageProxy.StartAsync(Host.ConnectionString, Token);
        await using var http = await StartCountedAsync(storage);
        await using var other = new AppServices(storage.ConnectionString, ContractService.LinkSettings);
        var link = Signed(id, "w_100,f_webp", DateTimeOffset.UtcNow.AddHours(1));
        _calls.Take();

        var deliver = other.Get<DeliverImage>();
        var query = System.Web.HttpUtility.ParseQueryString(link.Split('?')[1]);
        var here = Enumerable.Range(0, 50).Select(_ => deliver.RunAsync(
            new DeliveryLink(id, "w_100,f_webp", query["kid"], query["exp"], query["sig"]), "*/*", _ => false, Token));
        var there = Enumerable.Range(0, 50).Select(_ => http.Http.GetByteArrayAsync(link, Token));
        var (pictures, bytes) = (Task.WhenAll(here), Task.WhenAll(there));

        Assert.All(await bytes, one => Assert.Equal(one, bytes.Result[0]));
        Assert.All(await pictures, one => Assert.Equal(bytes.Result[0], one.Picture!.Content.ToArray()));
        Assert.Equal(1, _calls.Take()["uploads read"]);
        Assert.Single(await OnDemandAsync(id));
    }

    [Fact]
    public async Task What_is_made_costs_two_calls_to_storage_and_what_the_caller_has_one()
    {
        var id = await CompletedAsync();
        await using var storage = await StorageProxy.StartAsync(Host.ConnectionString, Token);
        await using var http = await StartCountedAsync(storage);
        var expires = DateTimeOffset.UtcNow.AddHours(1);
        var (link, other) = (Signed(id, "w_100,f_webp", expires), Signed(id, "w_90,f_webp", expires));
        // Asks which keys are revoked, as once in ten seconds.
        await http.Http.GetByteArrayAsync(other, Token);
        _calls.Take();

        using var first = await http.Http.GetAsync(link, Token);
        Assert.Equal("images read 1, uploads read 1, variants read 1, variants write 2", _calls.TakeText());
        using var next = await http.Http.GetAsync(link, Token);
        Assert.Equal("images read 1, variants read 1", _calls.TakeText());
        using var known = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { IfNoneMatch = { next.Headers.ETag! } } };
        using var same = await http.Http.SendAsync(known, Token);
        Assert.Equal((HttpStatusCode.NotModified, "images read 1"), (same.StatusCode, _calls.TakeText()));
    }

    [Fact]
    public async Task A_picture_that_another_host_is_making_is_waited_for_with_patience_but_not_for_ever()
    {
        var id = await CompletedAsync();
        var link = await LinkAsync(id, "w_64,f_jpeg");
        using (var first = await GetAsync(link))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var name = (await OnDemandAsync(id)).Single();
        await Container.GetBlobClient(name).UploadAsync(BinaryData.Empty, overwrite: true, Token);

        await using var hasty = new AppServices(
            Host.ConnectionString, new(ContractService.LinkSettings) { ["Delivery:WaitSeconds"] = "1" });
        var query = System.Web.HttpUtility.ParseQueryString(link.Split('?')[1]);
        var busy = await Assert.ThrowsAsync<ProblemException>(() => hasty.Get<DeliverImage>().RunAsync(
            new DeliveryLink(id, "w_64,f_jpeg", query["kid"], query["exp"], query["sig"]), "", _ => false, Token));
        Assert.Equal(("render_busy", TimeSpan.FromSeconds(2)), (busy.Code.Word, busy.RetryAfter));
        await Container.DeleteBlobAsync(name, cancellationToken: Token);
        using var second = await GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Theory]
    [InlineData("DELETE", "images/{id}?purge=true")]
    [InlineData("POST", "manage/moderation/{id}/reject")]
    public async Task An_image_that_is_taken_away_while_a_picture_is_made_leaves_none_of_it(string method, string path)
    {
        var id = await CompletedAsync();
        await using var storage = await StorageProxy.StartAsync(Host.ConnectionString, Token);
        await using var http = await StartCountedAsync(storage);
        var puts = 0;
        storage.Before = async (verb, url) =>
        {
            // The first is the claim, the second the picture.
            if (verb == "PUT" && url.Contains($"/{id}/pictures/", StringComparison.Ordinal) && Interlocked.Increment(ref puts) == 2)
                (await Host.SendAsync(new HttpMethod(method), path.Replace("{id}", id, StringComparison.Ordinal))).Ok();
            return StorageFate.Pass;
        };
        using var answer = await http.Http.GetAsync(Signed(id, "w_100,f_webp", DateTimeOffset.UtcNow.AddHours(1)), Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await OnDemandAsync(id));
    }

    [Theory]
    [InlineData(1, "the claim's")]
    [InlineData(2, "the picture's")]
    public async Task A_picture_is_delivered_though_an_answer_of_storage_was_lost(int which, string what)
    {
        var id = await CompletedAsync();
        await using var storage = await StorageProxy.StartAsync(Host.ConnectionString, Token);
        await using var http = await StartCountedAsync(storage);
        var puts = 0;
        storage.Before = (verb, url) => Task.FromResult(
            verb == "PUT" && url.Contains($"/{id}/pictures/", StringComparison.Ordinal) && Interlocked.Increment(ref puts) == which
                ? StorageFate.LostAnswer : StorageFate.Pass);
        using var answer = await http.Http.GetAsync(Signed(id, "w_100,f_webp", DateTimeOffset.UtcNow.AddHours(1)), Token);
        Assert.True(answer.IsSuccessStatusCode, what);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(2, puts);
    }

    private Task<ServiceHost> StartCountedAsync(StorageProxy storage)
    {
        storage.Before = _calls.SeeAsync;
        return ServiceHost.StartAsync(Host.ConnectionString, ContractService.Quiet(ContractService.LinkSettings), storage);
    }
}
