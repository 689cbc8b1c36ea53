using System.Globalization;
using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using ImageFunctions.Storage;

namespace ImageFunctions.Unit.Tests.Storage;

/// <summary>How long a key signs links: one that was revoked must not do so for long.</summary>
public sealed class DelegationKeyTests : IDisposable
{
    private readonly ManualTime _clock = new();
    private readonly KeyService _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task A_key_signs_for_the_rest_of_the_hour_and_then_there_is_another()
    {
        using var signer = new UserDelegationSasSigner(NewClient(), _clock);
        await SignAsync(signer);
        _clock.Now = _clock.Now.AddMinutes(59);
        await SignAsync(signer);
        Assert.Equal(1, _keys.Asked);
        _clock.Now = _clock.Now.AddMinutes(1);
        await SignAsync(signer);
        Assert.Equal(2, _keys.Asked);
    }

    [Fact]
    public async Task A_key_outlives_the_longest_link()
    {
        using var signer = new UserDelegationSasSigner(NewClient(), _clock);
        _clock.Now = _clock.Now.AddMinutes(59);
        await SignAsync(signer);
        Assert.True(_keys.Expires >= _clock.Now.AddDays(2));
    }

    private BlobServiceClient NewClient() => new(
        new Uri("https://account.blob.core.windows.net"),
        DelegatedTokenCredential.Create((_, _) => new AccessToken("token", DateTimeOffset.MaxValue)),
        new BlobClientOptions { Transport = new HttpClientTransport(_keys) });

    private async Task SignAsync(UserDelegationSasSigner signer)
    {
        var blob = NewClient().GetBlobContainerClient("c").GetBlobClient("b");
        var sas = new BlobSasBuilder(BlobSasPermissions.Read, _clock.Now.AddHours(1)) { BlobContainerName = "c", BlobName = "b" };
        Assert.Contains("sig=", (await signer.SignAsync(blob, sas, TestContext.Current.CancellationToken)).Query);
    }

    private sealed class KeyService : HttpMessageHandler
    {
        public int Asked { get; private set; }

        public DateTimeOffset Expires { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            var body = System.Xml.Linq.XDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            var (start, expiry) = (body.Root!.Element("Start")!.Value, body.Root.Element("Expiry")!.Value);
            Expires = DateTimeOffset.Parse(expiry, CultureInfo.InvariantCulture);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($"""
                    <?xml version="1.0" encoding="utf-8"?>
                    <UserDelegationKey>
                    <SignedOid>00000000-0000-0000-0000-000000000001</SignedOid>
                    <SignedTid>00000000-0000-0000-0000-000000000002</SignedTid>
                    <SignedStart>{start}</SignedStart><SignedExpiry>{expiry}</SignedExpiry>
                    <SignedService>b</SignedService><SignedVersion>2025-01-05</SignedVersion><Value>AAAA</Value></UserDelegationKey>
                    """),
            };
        }
    }
}
