using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ImageFunctions.Functions;
using ImageFunctions.Storage;
using ImageFunctions.Testing.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.Integration.Tests.Maintenance;

public sealed class PoisonTests
{
    [Fact]
    public async Task A_message_that_could_not_be_kept_to_the_end_goes_on_as_a_new_one()
    {
        var token = Token;
        await using var azurite = await AzuriteProcess.StartAsync(token);
        await using var storage = await StorageProxy.StartAsync(azurite.ConnectionString, token);
        await using var services = new AppServices(storage.ConnectionString);
        await services.Get<StorageSetup>().EnsureAsync(token);
        storage.Before = static (_, url) =>
            Task.FromResult(url.Contains("deadletters", StringComparison.Ordinal) ? StorageFate.Reset : StorageFate.Pass);
        var text = Convert.ToBase64String("{\"imageId\":\"none\"}"u8);
        var function = ActivatorUtilities.CreateInstance<PoisonQueueFunctions>(services.Provider);
        await Assert.ThrowsAnyAsync<Exception>(() => function.KeepPoisonUpload(Message(text, 1), token));
        await function.KeepPoisonUpload(Message(text, QueueWork.LastDelivery), token);

        var queue = new QueueClient(azurite.ConnectionString, StorageNames.UploadsPoisonQueue);
        Assert.Equal(1, (await queue.GetPropertiesAsync(token)).Value.ApproximateMessagesCount);
    }

    private static QueueMessage Message(string text, long deliveries) => QueuesModelFactory.QueueMessage(
        "id", "receipt", BinaryData.FromString(text), deliveries, null, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(7));
}
