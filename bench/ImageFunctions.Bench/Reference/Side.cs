using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Reference;

/// <summary>How far an image is, by the row that its service keeps.</summary>
internal sealed record Seen(DateTimeOffset? StartedAt, bool HasThumbnails, DateTimeOffset? CompletedAt)
{
    public static readonly Seen Nothing = new(null, false, null);
}

/// <summary>A service under measurement: it is started, told of uploads and looked at, and all that it costs is its processes'.</summary>
internal abstract class Side(string name) : IAsyncDisposable
{
    public string Name => name;

    /// <summary>The process that does the work.</summary>
    public abstract int Worker { get; }

    /// <summary>The worker, and what stands between it and the queue.</summary>
    public abstract IReadOnlyList<int> Processes { get; }

    public abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Asks for a place to upload to.</summary>
    public abstract Task<IssuedUpload> AnnounceAsync(CancellationToken cancellationToken);

    /// <summary>Says that the upload has ended.</summary>
    public abstract Task CompleteAsync(string imageId, CancellationToken cancellationToken);

    /// <exception cref="InvalidOperationException">The image failed.</exception>
    public abstract Task<Seen> LookAsync(string imageId, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
