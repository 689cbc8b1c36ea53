namespace ImageFunctions.Dev.Processes;

/// <summary>Runs independent steps at the same time.</summary>
public static class Together
{
    /// <summary>Waits for all of them; the first failure cancels the others and is what is thrown.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken, params Func<CancellationToken, Task>[] steps)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = steps.Select(step => step(others.Token)).ToArray();
        await foreach (var done in Task.WhenEach(running))
            if (!done.IsCompletedSuccessfully)
                await others.CancelAsync();
        await Task.WhenAll(running);
    }
}
