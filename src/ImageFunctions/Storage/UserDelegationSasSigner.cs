using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace ImageFunctions.Storage;

/// <summary>Signs with a user delegation key, which is asked for once and renewed well before it ends.</summary>
internal sealed class UserDelegationSasSigner(BlobServiceClient service, TimeProvider time) : ISasSigner, IDisposable
{
    // The longest link lives a day; the key must outlive every link that it signs. Seven days are the service's limit.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(3);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(1.5);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _renewal = new(1, 1);
    private volatile UserDelegationKey? _key;

    public async ValueTask<Uri> SignAsync(BlobClient blob, BlobSasBuilder sas, CancellationToken cancellationToken)
    {
        var key = await GetKeyAsync(cancellationToken);
        return new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(key, service.AccountName) }.ToUri();
    }

    public void Dispose() => _renewal.Dispose();

    private async ValueTask<UserDelegationKey> GetKeyAsync(CancellationToken cancellationToken)
    {
        if (IsFresh(_key))
            return _key!;
        await _renewal.WaitAsync(cancellationToken);
        try
        {
            if (IsFresh(_key))
                return _key!;
            var now = time.GetUtcNow();
            var key = await service.GetUserDelegationKeyAsync(now - ClockSkew, now + KeyLifetime, cancellationToken);
            return _key = key.Value;
        }
        finally
        {
            _renewal.Release();
        }
    }

    private bool IsFresh(UserDelegationKey? key) => key is not null && key.SignedExpiresOn - time.GetUtcNow() > RenewBefore;
}
