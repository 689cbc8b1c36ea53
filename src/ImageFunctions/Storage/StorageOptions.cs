using Microsoft.Extensions.Configuration;

namespace ImageFunctions.Storage;

/// <summary>
/// Where the data is: the connection named <c>ImageStorage</c>, in the same forms that a Functions binding takes. Either one
/// connection string (<c>ImageStorage</c>, else <c>AzureWebJobsStorage</c>) or the three service URIs with a managed identity.
/// </summary>
public sealed record StorageOptions
{
    // Not "Storage": the host looks for a connection under "AzureWebJobs" + name first, which is its own.
    public const string Section = "ImageStorage";

    public string? ConnectionString { get; init; }
    public Uri? BlobServiceUri { get; init; }
    public Uri? QueueServiceUri { get; init; }
    public Uri? TableServiceUri { get; init; }

    /// <exception cref="InvalidOperationException">Neither form is complete.</exception>
    public static StorageOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var options = new StorageOptions
        {
            ConnectionString = section.Value,
            BlobServiceUri = section.GetValue<Uri>("blobServiceUri"),
            QueueServiceUri = section.GetValue<Uri>("queueServiceUri"),
            TableServiceUri = section.GetValue<Uri>("tableServiceUri"),
        };
        var uris = new[] { options.BlobServiceUri, options.QueueServiceUri, options.TableServiceUri };
        if (uris.All(uri => uri is null))
            options = options with { ConnectionString = options.ConnectionString ?? configuration["AzureWebJobsStorage"] };
        else if (uris.Any(uri => uri is null))
            throw new InvalidOperationException(
                "ImageStorage: set all three of ImageStorage__blobServiceUri, ImageStorage__queueServiceUri and "
                + "ImageStorage__tableServiceUri, or the connection string ImageStorage.");
        if (string.IsNullOrWhiteSpace(options.ConnectionString) && options.BlobServiceUri is null)
            throw new InvalidOperationException(
                "ImageStorage: set the connection string ImageStorage (UseDevelopmentStorage=true for Azurite) or the three service URIs.");
        return options;
    }
}
