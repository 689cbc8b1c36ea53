using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// A service on an emulator of its own whose every storage call is counted, for tests that count calls or touch all
/// images. No check of an upload is due by itself, and nobody is told of anything.
/// </summary>
public sealed class LonelyService : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;
    private VisionWireServer _vision = null!;
    private StorageProxy _storage = null!;

    internal ServiceHost Host { get; private set; } = null!;

    internal StorageCalls Calls { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(Token);
        _vision = await DrawnFindings.StartServerAsync();
        _storage = await StorageProxy.StartAsync(_azurite.ConnectionString, Token);
        _storage.Before = Calls.SeeAsync;
        Host = await ServiceHost.StartAsync(
            _azurite.ConnectionString,
            new(DrawnFindings.Settings(_vision))
            {
                ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.3",
                ["AzureWebJobs.Cleanup.Disabled"] = "true",
                ["AzureWebJobs.CleanLeftovers.Disabled"] = "true",
                ["Upload:FirstCheckDelay"] = "01:00:00",
            },
            _storage);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _storage.DisposeAsync();
        await _vision.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    /// <summary>Uploads, tells of it as Event Grid does, waits for the end and returns the image's id.</summary>
    internal async Task<string> CompleteAsync(byte[] content, object? request = null, params (string Name, string Value)[] headers)
    {
        var id = await Host.UploadAsync(content, request, headers);
        await HandleAsync(UploadEvents.EventGrid(id));
        await WaitForAsync(id, ImageStatus.Completed);
        return id;
    }

    /// <summary>Sends a message to the service and waits until it is handled, with all that comes after the record is complete.</summary>
    internal async Task HandleAsync(object message)
    {
        var id = await Host.EnqueueAsync(message);
        await Eventually.Async(async token => await IsGoneAsync(id, token), TimeSpan.FromSeconds(60), cancellationToken: Token);
    }

    // A receipt that nobody was given changes nothing, and the refusal tells whether the message is there.
    private async Task<bool> IsGoneAsync(string message, CancellationToken cancellationToken)
    {
        try
        {
            await new QueueClient(Host.ConnectionString, StorageNames.UploadsQueue)
                .UpdateMessageAsync(message, "bm9ib2R5", cancellationToken: cancellationToken);
            return false;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            return false;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.MessageNotFound)
        {
            return true;
        }
    }

    /// <summary>Looks at a record behind the service's back, so that looking is not counted.</summary>
    internal async Task<ImageRecord> WaitForAsync(string id, ImageStatus status)
    {
        var storage = new StorageClients(new StorageOptions { ConnectionString = Host.ConnectionString }, []);
        var records = new ImageRecords(storage, new ChangeMarks(storage));
        return await Eventually.Async(
            async token => await records.GetAsync(ImageId.Parse(id)!.Value, token) is { } image && image.Status == status ? image : null,
            TimeSpan.FromSeconds(60), cancellationToken: Token);
    }
}

/// <summary>Tests that touch every image there is share one, one after the other.</summary>
[CollectionDefinition(nameof(Swept))]
public sealed class Swept : ICollectionFixture<LonelyService>;
