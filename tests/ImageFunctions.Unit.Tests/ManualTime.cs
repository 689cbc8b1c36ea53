namespace ImageFunctions.Unit.Tests;

/// <summary>A clock that only moves when told to; it starts with a full hour.</summary>
internal sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public void Advance(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public override DateTimeOffset GetUtcNow() => Now;
}
