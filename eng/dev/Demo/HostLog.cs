namespace ImageFunctions.Dev.Demo;

/// <summary>Keeps what the host and the storage print out of the way of the progress bars, in a file.</summary>
internal sealed class HostLog(string fileName) : IAsyncDisposable
{
    private const int KeptForErrors = 20;
    private readonly StreamWriter _file = new(fileName, append: false) { AutoFlush = true };
    private readonly Queue<(string Source, string Line)> _last = new();
    private readonly Lock _gate = new();

    public string FileName => fileName;

    /// <summary>The last lines, to be shown when the start fails.</summary>
    public IReadOnlyList<(string Source, string Line)> Last
    {
        get
        {
            lock (_gate)
                return [.. _last];
        }
    }

    public void Add(string source, string line)
    {
        lock (_gate)
        {
            _file.WriteLine($"{source}: {line}");
            _last.Enqueue((source, line));
            if (_last.Count > KeptForErrors)
                _last.Dequeue();
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
