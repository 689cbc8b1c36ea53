using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace ImageFunctions.DevHost.Queues;

/// <summary>Queue clients from the connection that a trigger names.</summary>
internal sealed class QueueConnections(IConfiguration settings)
{
    private const string DefaultConnection = "AzureWebJobsStorage";

    /// <summary>
    /// A client of the account in the setting <paramref name="connection"/>: a connection string, or a section with
    /// queueServiceUri or accountName for a connection by identity.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such setting.</exception>
    public QueueServiceClient Open(string? connection, QueueClientOptions options)
    {
        var name = string.IsNullOrEmpty(connection) ? DefaultConnection : connection;
        var text = settings[name] ?? settings[$"AzureWebJobs{name}"] ?? settings.GetConnectionString(name);
        if (!string.IsNullOrEmpty(text))
            return new QueueServiceClient(text, options);

        var section = settings.GetSection(name);
        var address = section["queueServiceUri"]
            ?? (section["accountName"] is { } account ? $"https://{account}.queue.core.windows.net" : null);
        return address is null
            ? throw new InvalidOperationException($"The storage connection '{name}' has no value in the settings.")
            : new QueueServiceClient(new Uri(address), new DefaultAzureCredential(), options);
    }
}
