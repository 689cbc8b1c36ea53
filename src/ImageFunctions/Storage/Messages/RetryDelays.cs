namespace ImageFunctions.Storage.Messages;

/// <summary>How long to wait before trying again.</summary>
public static class RetryDelays
{
    /// <summary>Between two looks for an upload: 1 s, 2 s, 4 s … 30 s.</summary>
    public static TimeSpan UploadCheck(int attempt) => TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, Math.Min(attempt, 10))));

    /// <summary>
    /// After failed work: the first delay, then 4, 16 and 64 times as long, each up to a quarter longer so that many do not
    /// return at once.
    /// </summary>
    public static TimeSpan Work(long dequeueCount, TimeSpan firstDelay) =>
        Jitter(firstDelay * Math.Pow(4, Math.Clamp(dequeueCount - 1, 0, 3)));

    /// <summary>
    /// For analysis and webhooks: the first delay, growing threefold up to an hour, never sooner than
    /// <paramref name="atLeast"/>.
    /// </summary>
    public static TimeSpan Outside(int attempt, TimeSpan firstDelay, TimeSpan? atLeast = null)
    {
        var delay = Jitter(TimeSpan.FromSeconds(Math.Min(3600, firstDelay.TotalSeconds * Math.Pow(3, Math.Min(attempt, 10)))));
        return atLeast > delay ? atLeast.Value : delay;
    }

    private static TimeSpan Jitter(TimeSpan delay) => delay * (1 + Random.Shared.NextDouble() / 4);
}
