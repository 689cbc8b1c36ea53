using System.Collections.Concurrent;
using ImageFunctions.Testing;

namespace ImageFunctions.DevHost.Tests;

/// <summary>What sample functions and middleware write down, in order, and what tests let them wait for.</summary>
public sealed class Journal
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> _entries = new();
    private readonly ConcurrentQueue<string> _warnings = new();

    public IReadOnlyList<string> Entries => [.. _entries];

    /// <summary>What the host logged as a warning or worse.</summary>
    public IReadOnlyList<string> Warnings => [.. _warnings];

    /// <summary>Sample functions that are told to wait do so until this is set.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Write(string entry) => _entries.Enqueue(entry);

    public void Warn(string message) => _warnings.Enqueue(message);

    public int Count(string entry) => _entries.Count(e => e == entry);

    /// <summary>Waits until the entry was written a number of times.</summary>
    public Task WaitForAsync(string entry, int times = 1) => Eventually.Async(
        _ => Task.FromResult(Count(entry) >= times),
        Deadline,
        () => $"'{entry}' {Count(entry)} times among: {string.Join(", ", Entries)}; warnings: {string.Join(", ", Warnings)}",
        TestContext.Current.CancellationToken);

    /// <summary>Waits until the host warned so.</summary>
    public Task WaitForWarningAsync(string message) => Eventually.Async(
        _ => Task.FromResult(_warnings.Contains(message)), Deadline, () => string.Join(", ", Warnings), TestContext.Current.CancellationToken);
}
