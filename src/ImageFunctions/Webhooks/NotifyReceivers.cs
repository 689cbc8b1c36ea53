using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Webhooks;

/// <summary>Queues a webhook for whoever asked to be told: the image's own callback, and the one configured for all.</summary>
public sealed class NotifyReceivers(MessageQueues queues, IOptions<WebhookOptions> options, TimeProvider time)
{
    /// <summary>The record with the event added to what it owes, if anybody is to be told.</summary>
    public ImageRecord Owe(ImageRecord image, string eventName) =>
        Receivers(image).Any() ? image.Owe(eventName, time.GetUtcNow()) : image;

    /// <param name="at">When the event was.</param>
    public Task SendAsync(ImageRecord image, string eventName, DateTimeOffset at, CancellationToken cancellationToken) =>
        Task.WhenAll(Receivers(image).Select(url => queues.SendAsync(
            new WebhookRequest(image.Id, eventName, EventId(image.Id, eventName, at, url), at, 0, url), TimeSpan.Zero, cancellationToken)));

    /// <summary>A UUID version 7 that follows from the event, so that one that is queued twice has one id.</summary>
    public static string EventId(ImageId id, string eventName, DateTimeOffset at, string url)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{eventName}\n{at.UtcTicks}\n{url}"));
        var bytes = Guid.CreateVersion7(at).ToByteArray(bigEndian: true);
        bytes[6] = (byte)(0x70 | (hash[6] & 0x0F));
        bytes[7] = hash[7];
        bytes[8] = (byte)(0x80 | (hash[8] & 0x3F));
        hash.AsSpan(9, 7).CopyTo(bytes.AsSpan(9));
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private IEnumerable<string> Receivers(ImageRecord image) =>
        new[] { image.CallbackUrl, options.Value.Url }.OfType<string>().Where(url => url.Length > 0).Distinct();
}
