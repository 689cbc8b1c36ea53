using Microsoft.Extensions.Logging;

namespace ImageFunctions.Analysis;

/// <summary>
/// Leaves a service alone after failures in a row: for as long as it asked, else for a time that doubles. After the pause
/// one call goes through to see whether it is back. Counts calls, not a rate, so that a few slow retries open it as
/// surely as a flood.
/// </summary>
public sealed partial class AnalysisCircuit(string service, AnalysisOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private DateTimeOffset? _openUntil;
    private int _failures;
    private int _pauses;
    private bool _probing;

    /// <exception cref="AnalysisUnavailableException">Open, with the time that is left; or whatever the call threw.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var isProbe = Enter();
        try
        {
            var answer = await call(cancellationToken);
            Answered(isProbe);
            return answer;
        }
        catch (AnalysisRejectedException)
        {
            Answered(isProbe);
            throw;
        }
        catch (AnalysisUnavailableException e)
        {
            Failed(isProbe, e.RetryAfter);
            throw;
        }
        catch
        {
            // Cancelled: it says nothing of the service, so the next caller may try.
            lock (_lock)
                _probing &= !isProbe;
            throw;
        }
    }

    /// <summary>Refuses now what <see cref="RunAsync"/> would refuse.</summary>
    /// <exception cref="AnalysisUnavailableException">Open, with the time that is left.</exception>
    public void ThrowIfOpen()
    {
        lock (_lock)
        {
            if (_openUntil is not { } until)
                return;
            var left = until - time.GetUtcNow();
            if (left > TimeSpan.Zero || _probing)
                throw new AnalysisUnavailableException(
                    AnalysisFaults.CircuitOpen, $"{service} is not asked for a while after failures.", left > ProbeTime ? left : ProbeTime);
        }
    }

    private bool Enter()
    {
        lock (_lock)
        {
            ThrowIfOpen();
            return _probing = _openUntil is not null;
        }
    }

    private void Answered(bool isProbe)
    {
        lock (_lock)
        {
            // A call from before the pause that comes home late is no proof.
            if (_openUntil is not null && !isProbe)
                return;
            if (isProbe)
                LogClosed(logger, service);
            (_openUntil, _failures, _pauses, _probing) = (null, 0, 0, false);
        }
    }

    private void Failed(bool isProbe, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_openUntil is { } until && !isProbe)
            {
                if (now + retryAfter > until)
                    _openUntil = now + retryAfter;
                return;
            }

            if (!isProbe && ++_failures < options.CircuitThreshold)
                return;
            var pause = retryAfter > TimeSpan.Zero ? retryAfter.Value : Grown(_pauses++);
            (_openUntil, _probing) = (now + pause, false);
            LogOpened(logger, service, pause.TotalSeconds);
        }
    }

    private TimeSpan Grown(int pauses) => TimeSpan.FromSeconds(
        Math.Min(options.CircuitMaxPauseSeconds, options.CircuitFirstPauseSeconds * Math.Pow(2, Math.Min(pauses, 20))));

    [LoggerMessage(1300, LogLevel.Warning, "{Service} is not asked for {Seconds} s after failures in a row.")]
    private static partial void LogOpened(ILogger logger, string service, double seconds);

    [LoggerMessage(1301, LogLevel.Information, "{Service} answers again.")]
    private static partial void LogClosed(ILogger logger, string service);
}
