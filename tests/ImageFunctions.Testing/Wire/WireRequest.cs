using ImageFunctions.FakeAnalysis.Wire;

namespace ImageFunctions.Testing.Wire;

/// <summary>A request as it arrived, answered or not.</summary>
public sealed record WireRequest
{
    public required WireService Service { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Decoded.</summary>
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public required string? ContentType { get; init; }

    /// <summary>The image that the body held; empty when it held none.</summary>
    public required ReadOnlyMemory<byte> Image { get; init; }

    /// <summary>Status answered, or 0 when the connection was dropped or left hanging.</summary>
    public required int Status { get; init; }

    /// <summary>The features asked for, in the order of the request; empty for Content Safety.</summary>
    public IReadOnlyList<string> Features => Query.TryGetValue("features", out var features) ? features.Split(',') : [];
}
