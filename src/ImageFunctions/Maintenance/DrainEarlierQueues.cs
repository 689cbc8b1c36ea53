using System.Collections.Concurrent;
using Azure.Storage.Queues.Models;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>
/// After an upgrade: moves what waits in the queues of earlier versions into those of today. A message is removed from the old
/// queue after it lies in the new one, so that it is there twice rather than not at all; its work is safe to do twice.
/// </summary>
public sealed class DrainEarlierQueues(MessageQueues queues, KeepDeadLetter letters)
{
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(5);
    private const int RoundsPerRun = 30;
    private readonly ConcurrentDictionary<string, bool> _gone = new();

    /// <summary>What is hidden until later is moved by a run after that.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var earlier in EarlierQueues.Successors.Keys.Where(queue => !_gone.ContainsKey(queue)))
        {
            for (var round = 0; round < RoundsPerRun; round++)
            {
                var taken = await queues.TakeAsync(earlier, Hidden, cancellationToken);
                // Nobody makes it again.
                if (taken is null)
                    _gone[earlier] = true;
                if (taken is not { Count: > 0 })
                    break;
                foreach (var message in taken)
                    await MoveAsync(earlier, message, cancellationToken);
            }
        }
    }

    private async Task MoveAsync(string earlier, QueueMessage message, CancellationToken cancellationToken)
    {
        var text = QueuedText.Of(earlier, message);
        if (text.IsDecoded && EarlierQueues.Translate(earlier, text.Text) is { } today)
            await queues.SendTextAsync(EarlierQueues.Successors[earlier], today, delay: null, cancellationToken);
        else
            await letters.UnreadableAsync(text, cancellationToken);
        await queues.RemoveAsync(earlier, message, cancellationToken);
    }
}
