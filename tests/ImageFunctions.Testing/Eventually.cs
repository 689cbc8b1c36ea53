using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ImageFunctions.Testing;

/// <summary>Waits for what another process or task will bring about, with a deadline instead of a sleep.</summary>
public static class Eventually
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks until the answer is true.</summary>
    /// <exception cref="TimeoutException">It was not by the deadline.</exception>
    public static async Task Async(
        Func<CancellationToken, Task<bool>> condition,
        TimeSpan deadline,
        Func<string>? explain = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        await Async<object>(
            async token => await condition(token) ? true : null, deadline, explain, cancellationToken, what);

    /// <summary>
    /// Asks until there is an answer other than null, and returns it. An exception ends the wait; <c>explain</c> adds
    /// the state of affairs to the message of a missed deadline.
    /// </summary>
    /// <exception cref="TimeoutException">There was none by the deadline.</exception>
    public static async Task<T> Async<T>(
        Func<CancellationToken, Task<T?>> ask,
        TimeSpan deadline,
        Func<string>? explain = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(ask))] string what = "")
        where T : class
    {
        var clock = Stopwatch.StartNew();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(deadline);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                if (await ask(timeout.Token) is { } answer)
                    return answer;
                await Task.Delay(pause, timeout.Token);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"Not so within {clock.Elapsed.TotalSeconds:F1} s: {what}{(explain is null ? "" : "\n" + explain())}");
            }
        }
    }
}
