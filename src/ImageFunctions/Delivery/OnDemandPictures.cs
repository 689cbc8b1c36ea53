using System.Collections.Concurrent;
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
            if (await blobs.ReadAsync(image.Id, key, end.Token) is { } stored)
                return stored;
            if (await blobs.TryClaimAsync(image.Id, key, holder, ClaimLifetime, end.Token))
                return await MakeAsync(image, spec, key, end.Token);
            if (patience.IsCancellationRequested)
                throw Busy();
            await Task.Delay(pause, end.Token);
        }
    }

    private async Task<StoredPicture> MakeAsync(ImageRecord image, VariantSpec spec, string key, CancellationToken cancellationToken)
    {
        try
        {
            // Between the look and the claim somebody else may have made it.
            return await blobs.ReadAsync(image.Id, key, cancellationToken) ?? await render.RunAsync(image, spec, key, cancellationToken);
        }
        finally
        {
            await blobs.ReleaseAsync(image.Id, key, CancellationToken.None);
        }
    }

    private static ProblemException Busy(Exception? inner = null) =>
        new(ProblemCodes.RenderBusy, "The picture is being made. Try again shortly.", inner) { RetryAfter = TimeSpan.FromSeconds(2) };
}
