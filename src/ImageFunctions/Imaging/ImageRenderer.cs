using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Imaging;

/// <summary>
/// Renders without blocking the caller. At most <see cref="ImagingOptions.MaxConcurrency"/> images are worked on at once,
/// on threads of their own, so that downloads and uploads keep the thread pool to themselves.
/// </summary>
public sealed class ImageRenderer : IDisposable
{
    private readonly SemaphoreSlim _free;
    private readonly RenderThreads _threads;
    private readonly TimeSpan _deadline;

    public ImageRenderer(IImageEngine engine, IOptions<ImagingOptions> options)
    {
        var atOnce = options.Value.MaxConcurrency > 0 ? options.Value.MaxConcurrency : Environment.ProcessorCount;
        Engine = engine;
        _deadline = TimeSpan.FromSeconds(options.Value.RenderDeadlineSeconds);
        _free = new SemaphoreSlim(atOnce);
        _threads = new RenderThreads(atOnce);
    }

    public IImageEngine Engine { get; }

    /// <summary>
    /// Yields each rendition the moment it is encoded. <paramref name="original"/> must stay untouched until the enumeration
    /// has ended. Leaving the enumeration early stops the work.
    /// </summary>
    /// <exception cref="ImageRejectedException">
    /// <c>corrupt_image</c>: damaged or truncated pixels; <c>took_too_long</c>: stopped at the deadline.
    /// </exception>
    public async IAsyncEnumerable<RenderedVariant> RenderAsync(
        ReadOnlyMemory<byte> original,
        ImageHeader header,
        IReadOnlyList<VariantSpec> plan,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var done = Channel.CreateUnbounded<RenderedVariant>(new() { SingleReader = true, SingleWriter = true });
        var work = _threads.RunAsync(() => Work(original, header, plan, done.Writer, stop.Token));
        try
        {
            // The writer completes with the engine's own exception, which the reader throws here.
            await foreach (var variant in done.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return variant;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _threads.Dispose();
        _free.Dispose();
    }

    private void Work(
        ReadOnlyMemory<byte> original,
        ImageHeader header,
        IReadOnlyList<VariantSpec> plan,
        ChannelWriter<RenderedVariant> done,
        CancellationToken cancellationToken)
    {
        Exception? failure = null;
        using var deadline = new CancellationTokenSource(_deadline);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            Engine.Render(original, header, plan, variant => done.TryWrite(variant), either.Token);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            failure = new ImageRejectedException(RejectionCodes.TookTooLong,
                $"The image was not rendered within {_deadline.TotalSeconds:N0} seconds (Imaging__RenderDeadlineSeconds).", exception);
        }
        catch (Exception exception)
        {
            failure = exception;
        }
        finally
        {
            _free.Release();
            done.Complete(failure);
        }
    }
}
