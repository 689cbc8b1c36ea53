using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;

namespace ImageFunctions.StorageSdk.Tests;

/// <summary>The blob and queue packages load and work next to whatever stands in for their dependencies.</summary>
public sealed class BlobAndQueueTests(StorageEmulator emulator)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blob_comes_back_byte_for_byte()
    {
        var container = new BlobContainerClient(emulator.ConnectionString, $"c{Guid.NewGuid():N}");
        await container.CreateAsync(cancellationToken: Token);
        var bytes = RandomNumberGenerator.GetBytes(100_000);

        await container.GetBlobClient("a/b c.bin").UploadAsync(BinaryData.FromBytes(bytes), Token);

        var back = await container.GetBlobClient("a/b c.bin").DownloadContentAsync(Token);
        Assert.Equal(bytes, back.Value.Content.ToArray());
    }

    [Fact]
    public async Task A_blob_uploaded_in_blocks_comes_back_byte_for_byte()
    {
        var container = new BlobContainerClient(emulator.ConnectionString, $"c{Guid.NewGuid():N}");
        await container.CreateAsync(cancellationToken: Token);
        var bytes = RandomNumberGenerator.GetBytes(600_000);
        var options = new BlobUploadOptions
        {
            TransferOptions = new() { InitialTransferSize = 100_000, MaximumTransferSize = 100_000, MaximumConcurrency = 2 },
        };

        await container.GetBlobClient("blocks.bin").UploadAsync(new MemoryStream(bytes), options, Token);

        var back = await container.GetBlobClient("blocks.bin").DownloadStreamingAsync(cancellationToken: Token);
        using var copy = new MemoryStream();
        await back.Value.Content.CopyToAsync(copy, Token);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task A_queue_message_comes_back_as_sent()
    {
        var queue = new QueueClient(emulator.ConnectionString, $"q{Guid.NewGuid():N}", new() { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateAsync(cancellationToken: Token);

        await queue.SendMessageAsync("{\"imageId\":\"é\"}", Token);

        var message = await queue.ReceiveMessageAsync(cancellationToken: Token);
        Assert.Equal("{\"imageId\":\"é\"}", message.Value.Body.ToString());
    }
}
