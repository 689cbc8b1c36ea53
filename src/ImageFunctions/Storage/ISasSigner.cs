using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace ImageFunctions.Storage;

/// <summary>Signs access to one blob. Two exist: by a user delegation key in Azure, by the account key with an emulator.</summary>
internal interface ISasSigner
{
    ValueTask<Uri> SignAsync(BlobClient blob, BlobSasBuilder sas, CancellationToken cancellationToken);
}

/// <summary>For a connection string that holds the account key.</summary>
internal sealed class AccountKeySasSigner : ISasSigner
{
    public ValueTask<Uri> SignAsync(BlobClient blob, BlobSasBuilder sas, CancellationToken cancellationToken) =>
        ValueTask.FromResult(blob.GenerateSasUri(sas));
}
