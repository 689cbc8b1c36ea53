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
        var section = Section(name);
        if (!string.IsNullOrEmpty(section.Value))
            return new QueueServiceClient(section.Value, options);

        var address = section["queueServiceUri"]
            ?? (section["accountName"] is { } account ? $"https://{account}.queue.core.windows.net" : null)
            ?? throw new InvalidOperationException($"The storage connection '{name}' has no value in the settings.");
        var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
        return new QueueServiceClient(new Uri(address), credential, options);
    }

    // The host's order, which makes AzureWebJobsStorage win over Storage for a trigger that names Storage.
    private IConfigurationSection Section(string name) =>
        new[] { $"AzureWebJobs{name}", name }
            .SelectMany(key => new[] { settings.GetSection($"ConnectionStrings:{key}"), settings.GetSection(key) })
            .FirstOrDefault(section => section.Exists())
        ?? settings.GetSection(name);
}
