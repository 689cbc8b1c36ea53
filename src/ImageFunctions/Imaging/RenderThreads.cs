using System.Collections.Concurrent;

namespace ImageFunctions.Imaging;

/// <summary>
/// Threads that do nothing but render. Always the same ones, because native allocators keep a heap for each thread: a new
/// thread per image cost 6 % more CPU and a fifth more memory.
/// </summary>
internal sealed class RenderThreads : IDisposable
{
    private readonly BlockingCollection<Action> _waiting = [];

    public RenderThreads(int count)
    {
        for (var i = 0; i < count; i++)
            new Thread(Work) { IsBackground = true, Name = $"Render {i + 1}" }.Start();
    }

    /// <summary>Ends when <paramref name="work"/> has run, which must not throw.</summary>
    public Task RunAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(() =>
        {
            work();
            done.SetResult();
        });
        return done.Task;
    }

    /// <summary>Lets the threads end once they have nothing left to do.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void Work()
    {
        foreach (var work in _waiting.GetConsumingEnumerable())
            work();
    }
}
