using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Unit.Tests.Storage;

public sealed class LinkTests
{
    private readonly ManualTime _clock = new();

    [Fact]
    public async Task A_link_is_signed_once_in_its_window_and_anew_in_the_next()
    {
        var clients = new StorageClients(new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" }, []);
        var links = new BlobLinks(clients, Options.Create(new LinkOptions()), _clock);
        var image = new ImageRecord { Id = ImageId.New(_clock.Now), BlobName = "blob", FileName = "beach.jpg" };

        var first = await SignAsync(image);
        _clock.Now = _clock.Now.AddMinutes(59);
        Assert.Same(first, await SignAsync(image));
        Assert.NotEqual(first, await SignAsync(image with { FileName = "dunes.jpg" }));
        _clock.Now = _clock.Now.AddMinutes(1);
        Assert.NotEqual(first, await SignAsync(image));

        async Task<Uri> SignAsync(ImageRecord record) => await links.SignOriginalAsync(record, TestContext.Current.CancellationToken);
    }
}
