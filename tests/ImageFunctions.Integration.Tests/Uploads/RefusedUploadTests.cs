using ImageFunctions.Contracts;
using ImageFunctions.Processing;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Uploads;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>A form whose file is stored before all of it is read.</summary>
public sealed class RefusedUploadTests
{
    [Fact]
    public async Task A_file_whose_owner_is_erased_while_it_is_sent_is_refused_and_leaves_nothing()
    {
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        var receive = service.Host.Services.Get<ReceiveUpload>();
        var image = await service.Host.Services.Get<StoreUpload>().RunAsync(
            new UploadRequest { FileName = "a.png" }, new MemoryStream(ErasedUser.NewPicture()), null, null, Token);
        await user.EraseAsync();
        var refused = await Assert.ThrowsAsync<ProblemException>(
            () => receive.FinishAsync(image, new UploadRequest { FileName = "a.png" }, user.Id, Token));
        Assert.Equal(ProblemCodes.ConcurrentChange, refused.Code);
        Assert.Empty(await user.FindAsync(image.Image.Id.ToString()));
    }

    [Fact]
    public async Task A_file_whose_last_field_is_bad_is_never_processed_and_leaves_nothing()
    {
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        var receive = service.Host.Services.Get<ReceiveUpload>();
        var image = await service.Host.Services.Get<StoreUpload>().RunAsync(
            new UploadRequest { FileName = "a.png" }, new MemoryStream(ErasedUser.NewPicture()), null, null, Token);
        // The event comes while the rest of the form is still being sent.
        var id = image.Image.Id;
        await service.Host.Services.Get<ProcessImage>().RunAsync(id, "message", new UploadSignal(), Token);
        Assert.Empty((await service.Host.GetAsync("images")).Ok().Items("images"));
        await Assert.ThrowsAsync<ProblemException>(() =>
            receive.FinishAsync(image, new UploadRequest { FileName = "a.png", Title = new string('x', 201) }, null, Token));
        Assert.Empty(await user.FindAsync(id.ToString()));
    }
}
