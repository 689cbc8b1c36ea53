using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Uploads;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>Blobs that were put into the uploads container by other means.</summary>
public sealed class AdoptionTests(ContractService service) : ContractTest(service)
{
    [Theory]
    [InlineData("beach")]
    [InlineData("holiday 2026/day #1/strand ü")]
    public async Task A_blob_gets_a_record_and_is_processed(string path)
    {
        // The file's own name is the last part.
        var name = NewName();
        var picture = NewPicture();
        await Host.PutBlobAsync(path + name + ".png", picture);
        await Host.EnqueueAsync(UploadEvents.EventGrid(path + name + ".png"));
        var id = await AdoptedAsync(path.Split('/')[^1] + name + ".png");
        await Host.WaitForAsync(id, "completed");
        var image = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal("image/png", image.Text("contentType"));
        Assert.Equal(picture, await Host.Http.GetByteArrayAsync(image.Text("downloadUrl"), Token));
    }

    [Fact]
    public async Task Repeated_events_make_one_record()
    {
        var name = $"{NewName()}.png";
        await Host.PutBlobAsync(name, NewPicture());
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            Host.EnqueueAsync(i % 2 == 0 ? UploadEvents.EventGrid(name)
                : new[] { UploadEvents.Cloud(name), UploadEvents.EventGrid(name) })));
        var id = await AdoptedAsync(name);
        await Host.WaitForAsync(id, "completed");
        await Host.EnqueueAsync(UploadEvents.EventGrid(name));
        await Host.ProcessAsync(NewPicture());
        Assert.Equal([id], await NamedAsync(name));
    }

    [Fact]
    public async Task Names_that_differ_in_case_are_two_images()
    {
        var name = NewName();
        foreach (var file in (string[])[$"{name}.png", $"{name}.PNG"])
        {
            await Host.PutBlobAsync(file, NewPicture());
            await Host.EnqueueAsync(UploadEvents.EventGrid(file));
            await Host.WaitForAsync(await AdoptedAsync(file), "completed");
        }
    }

    // As when the purge ends between the event's look at the name and its look at the record.
    [Fact]
    public async Task An_event_that_a_purge_overtakes_brings_no_record_back()
    {
        var name = $"{NewName()}.png";
        await Host.PutBlobAsync(name, NewPicture());
        var services = Host.Services;
        var id = ImageId.New(DateTimeOffset.UtcNow);
        await services.Get<Reservations>().HoldAsync(new IndexEntry(IndexKinds.Blob, name), id, DateTimeOffset.UtcNow, Token);
        await services.Get<Tombstones>().AddAsync(id, job: null, Token);

        Assert.Null(await services.Get<ImportBlob>().RunAsync(name, isThere: true, Token));
        (await Host.GetAsync($"images/{id}")).Problem(404, "image_not_found");
    }

    [Fact]
    public async Task An_event_about_a_blob_that_is_not_there_makes_no_image()
    {
        var (gone, there) = ($"{NewName()}.png", $"{NewName()}.png");
        await Host.PutBlobAsync(there, NewPicture());
        await Host.EnqueueAsync(new[] { UploadEvents.EventGrid(gone), UploadEvents.EventGrid(there) });
        await AdoptedAsync(there);
        Assert.Empty(await NamedAsync(gone));
    }

    [Fact]
    public async Task A_file_that_is_no_image_is_adopted_and_failed()
    {
        var name = $"{NewName()}.txt";
        await Host.PutBlobAsync(name, new byte[4000]);
        await Host.EnqueueAsync(UploadEvents.Cloud(name));
        var status = await Host.WaitForAsync(await AdoptedAsync(name), "failed");
        Assert.Equal("unsupported_type", status.Text("error.code"));
    }

    [Theory]
    [InlineData(0, "too_small")]
    [InlineData(4000, "unsupported_type")]
    public async Task A_blob_that_failed_and_is_then_replaced_is_processed_anew(int size, string code)
    {
        var name = $"{NewName()}.png";
        await Host.PutBlobAsync(name, new byte[size]);
        await Host.EnqueueAsync(UploadEvents.EventGrid(name, eTag: await Host.ETagAsync(name)));
        var id = await AdoptedAsync(name);
        Assert.Equal(code, (await Host.WaitForAsync(id, "failed")).Text("error.code"));
        await Host.PutBlobAsync(name, NewPicture());
        await Host.EnqueueAsync(UploadEvents.EventGrid(name, eTag: await Host.ETagAsync(name)));
        Assert.False((await Host.WaitForAsync(id, "completed")).Has("error"));
    }

    [Fact]
    public async Task A_purged_blob_can_be_put_and_adopted_again()
    {
        var name = $"{NewName()}.png";
        await Host.PutBlobAsync(name, NewPicture());
        await Host.EnqueueAsync(UploadEvents.EventGrid(name));
        var first = await AdoptedAsync(name);
        await Host.WaitForAsync(first, "completed");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{first}?purge=true")).Ok();
        await Host.PutBlobAsync(name, NewPicture());
        await Host.EnqueueAsync(UploadEvents.EventGrid(name));
        Assert.NotEqual(first, await AdoptedAsync(name));
    }

    // Among the newest, since adopted images have no owner to ask by.
    private async Task<IReadOnlyList<string>> NamedAsync(string fileName) =>
        [.. (await Host.GetAsync("images?limit=100")).Ok().Items("images").Where(image => image.Text("fileName") == fileName)
            .Select(image => image.Text("imageId"))];

    private Task<string> AdoptedAsync(string fileName) => Eventually.Async(
        async _ => (await NamedAsync(fileName)).SingleOrDefault(), TimeSpan.FromSeconds(60), cancellationToken: Token);
}
