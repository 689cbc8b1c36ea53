using System.Net;

namespace ImageFunctions.Dev.Running;

/// <summary>Asks the service whether it is ready to work.</summary>
internal static class Health
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until GET health answers 200.</summary>
    /// <param name="api">Address of the API on this machine, with a slash at its end.</param>
    /// <param name="hostEnd">Completes when the host ends.</param>
    /// <returns>False when the host ended before it was healthy.</returns>
    /// <exception cref="StopException">It is not healthy in time; the sentence has its last answer.</exception>
    public static async Task<bool> WaitAsync(Uri api, Task hostEnd, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = api };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        var last = "no answer";
        while (!deadline.IsCancellationRequested && !hostEnd.IsCompleted)
        {
            try
            {
                using var answer = await client.GetAsync("health", deadline.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return true;
                last = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(deadline.Token)}";
            }
            catch (HttpRequestException error)
            {
                last = error.Message;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                break;
            }

            await Task.WhenAny(hostEnd, Task.Delay(Pause, cancellationToken));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return hostEnd.IsCompleted
            ? false
            : throw new StopException($"The service was not healthy within {Deadline.TotalSeconds} s: {last}");
    }
}
