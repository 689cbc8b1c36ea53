using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace ImageFunctions.Storage;

/// <summary>
/// Signs with a user delegation key, a new one every hour: after keys were revoked, links are good again within the hour.
/// The hours are those of the clock, as windows of links are, so that an answer keeps its bytes within both.
/// </summary>
internal sealed class UserDelegationSasSigner(BlobServiceClient service, TimeProvider time) : ISasSigner, IDisposable
{
    // The longest link lives two days; the key must outlive every link that it signs. Seven days are the service's limit.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(3);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _renewal = new(1, 1);
    private volatile HourlyKey? _held;

    public async ValueTask<Uri> SignAsync(BlobClient blob, BlobSasBuilder sas, CancellationToken cancellationToken)
    {
        var key = await GetKeyAsync(cancellationToken);
        return new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(key, service.AccountName) }.ToUri();
    }

    public void Dispose() => _renewal.Dispose();

    private async ValueTask<UserDelegationKey> GetKeyAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held && held.Hour == Hour)
            return held.Key;
        await _renewal.WaitAsync(cancellationToken);
        try
        {
            var hour = Hour;
            if (_held is { } renewed && renewed.Hour == hour)
                return renewed.Key;
            var key = await service.GetUserDelegationKeyAsync(hour - ClockSkew, hour + KeyLifetime, cancellationToken);
            _held = new HourlyKey(hour, key.Value);
            return key.Value;
        }
        finally
        {
            _renewal.Release();
        }
    }

    private DateTimeOffset Hour => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds() / 3600 * 3600);

    private sealed record HourlyKey(DateTimeOffset Hour, UserDelegationKey Key);
}
