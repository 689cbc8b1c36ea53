using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Unit.Tests.Http;

public sealed class RateLimitTests
{
    [Fact]
    public void A_full_bucket_refuses_and_says_how_long_to_wait()
    {
        using var limit = new RateLimit("client", 60, 2);
        Assert.Null(limit.TryAcquire("a", new HeaderDictionary()));
        Assert.Null(limit.TryAcquire("a", new HeaderDictionary()));
        Assert.InRange(limit.TryAcquire("a", new HeaderDictionary())!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void One_bucket_takes_nothing_from_another()
    {
        using var limit = new RateLimit("client", 60, 1);
        Assert.Null(limit.TryAcquire("a", new HeaderDictionary()));
        Assert.Null(limit.TryAcquire("b", new HeaderDictionary()));
    }

    [Fact]
    public void The_headers_name_every_limit_that_was_asked()
    {
        using var clients = new RateLimit("client", 600, 100);
        using var keys = new RateLimit("key", 6000, 1000);
        var headers = new HeaderDictionary();
        clients.TryAcquire("a", headers);
        keys.TryAcquire("k", headers);
        Assert.Equal("\"client\";q=100;w=10, \"key\";q=1000;w=10", headers["RateLimit-Policy"]);
        Assert.Equal("\"client\";r=99;t=1, \"key\";r=999;t=1", headers["RateLimit"]);
    }
}
