using System.Collections.Concurrent;
using Azure;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Delivery;

/// <summary>
/// Pictures by their key, made once: requests of one process for the same picture share one look and one rendering, and of several
/// processes one renders while the others wait for what it stores.
/// </summary>
public sealed class OnDemandPictures(OnDemandBlobs blobs, RenderPicture render, IOptions<DeliveryOptions> options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    // Longer than a rendering may take: who holds it longer is gone.
    private static readonly TimeSpan ClaimLifetime = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Lazy<Task<StoredPicture>>> _underWay = new();

    private TimeSpan Patience => TimeSpan.FromSeconds(options.Value.WaitSeconds);

    /// <exception cref="ProblemException"><c>render_busy</c>: it is not made yet.</exception>
    public async Task<StoredPicture> GetAsync(ImageRecord image, VariantSpec spec, string key, CancellationToken cancellationToken)
    {
        var name = VariantBlobs.Name(image.Id, key);
        // Whoever came first may go away: the work is not for its sake alone.
        var mine = new Lazy<Task<StoredPicture>>(() => Task.Run(() => FindOrMakeAsync(image, spec, key), CancellationToken.None));
        var shared = _underWay.GetOrAdd(name, mine);
        if (shared == mine)
            _ = mine.Value.ContinueWith(_ => _underWay.TryRemove(KeyValuePair.Create(name, mine)), TaskScheduler.Default);
        try
        {
            return await shared.Value.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw Busy(e);
        }
    }

    private async Task<StoredPicture> FindOrMakeAsync(ImageRecord image, VariantSpec spec, string key)
    {
        using var end = new CancellationTokenSource(ClaimLifetime);
        using var patience = new CancellationTokenSource(Patience);
        var holder = Guid.NewGuid().ToString("N");
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var found = await blobs.ReadAsync(image.Id, key, end.Token);
            if (found?.Picture is { } picture)
                return picture;
            if (await ClaimAsync(image.Id, key, holder, found, end.Token) is { } claim
                && await MakeAsync(image, spec, key, claim, end.Token) is { } made)
                return made;
            if (patience.IsCancellationRequested)
                throw Busy();
            await Task.Delay(pause, end.Token);
        }
    }

    private async Task<ETag?> ClaimAsync(
        ImageId id, string key, string holder, OnDemandBlob? found, CancellationToken cancellationToken)
    {
        // The client tries again when an answer does not come: what it finds then is its own first try.
        if (found?.Holder == holder)
            return found.Version;
        return found is null || found.Age > ClaimLifetime
            ? await blobs.TryClaimAsync(id, key, holder, found, cancellationToken) : null;
    }

    /// <returns>Null when the claim was lost meanwhile.</returns>
    private async Task<StoredPicture?> MakeAsync(
        ImageRecord image, VariantSpec spec, string key, ETag claim, CancellationToken cancellationToken)
    {
        var isStored = false;
        try
        {
            var picture = await render.RunAsync(image, spec, cancellationToken);
            isStored = await blobs.TryWriteAsync(image.Id, key, claim, picture, cancellationToken);
            return isStored ? picture : null;
        }
        finally
        {
            if (!isStored)
                await blobs.ReleaseAsync(image.Id, key, claim, CancellationToken.None);
        }
    }

    private static ProblemException Busy(Exception? inner = null) =>
        new(ProblemCodes.RenderBusy, "The picture is being made. Try again shortly.", inner) { RetryAfter = TimeSpan.FromSeconds(2) };
}
