using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace ImageFunctions.Storage;

/// <summary>The three service clients, made once. Every call passes the given policies, outermost first.</summary>
public sealed class StorageClients
{
    /// <param name="credential">Needed unless the options hold a connection string.</param>
    public StorageClients(StorageOptions options, IEnumerable<HttpPipelinePolicy> policies, TokenCredential? credential = null)
    {
        var outer = policies.Prepend(new UnavailablePolicy()).ToList();
        var blobs = Configure(new BlobClientOptions(), outer);
        var queues = Configure(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, outer);
        var rawQueues = Configure(new QueueClientOptions(), outer);
        var tables = Configure(new TableClientOptions(), outer);
        IsLocal = options.ConnectionString is not null;
        if (options.ConnectionString is { } connection)
        {
            Blobs = new BlobServiceClient(connection, blobs);
            Queues = new QueueServiceClient(connection, queues);
            RawQueues = new QueueServiceClient(connection, rawQueues);
            Tables = new TableServiceClient(connection, tables);
            return;
        }

        Blobs = new BlobServiceClient(options.BlobServiceUri, credential, blobs);
        Queues = new QueueServiceClient(options.QueueServiceUri, credential, queues);
        RawQueues = new QueueServiceClient(options.QueueServiceUri, credential, rawQueues);
        Tables = new TableServiceClient(options.TableServiceUri, credential, tables);
    }

    public BlobServiceClient Blobs { get; }
    public QueueServiceClient Queues { get; }

    /// <summary>Gives messages as they lie in the queue: one that is no base64 is an error of the other's whole batch.</summary>
    public QueueServiceClient RawQueues { get; }
    public TableServiceClient Tables { get; }

    /// <summary>Whether the account key is at hand: an emulator or a developer's account, not a managed identity.</summary>
    public bool IsLocal { get; }

    private static T Configure<T>(T options, IReadOnlyList<HttpPipelinePolicy> policies)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(3);
        // Of one try. A request over HTTP has a deadline of its own besides.
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        foreach (var policy in policies)
            options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        return options;
    }
}
