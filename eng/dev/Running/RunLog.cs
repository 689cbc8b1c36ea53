using System.Text.RegularExpressions;

namespace ImageFunctions.Dev.Running;

/// <summary>Which lines of the service and its storage are on the screen.</summary>
public enum Shown
{
    Nothing,
    Warnings,
    All,
}

/// <summary>Keeps what the service and its storage print in a file, and shows as much of it as is asked for.</summary>
public sealed partial class RunLog(Screen screen, string fileName, Shown shown) : IAsyncDisposable
{
    private const int KeptForErrors = 20;
    private readonly StreamWriter _file = new(fileName, append: false) { AutoFlush = true };
    private readonly Queue<(string Source, string Line)> _last = new();
    private readonly Lock _gate = new();
    private bool _closed;

    public string FileName => fileName;

    public void Add(string source, string line)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _file.WriteLine($"{source}: {line}");
            _last.Enqueue((source, line));
            if (_last.Count > KeptForErrors)
                _last.Dequeue();
        }

        if (shown == Shown.All || (shown == Shown.Warnings && Warning().IsMatch(line)))
            screen.From(source, line);
    }

    /// <summary>Shows the last lines unless they are on the screen already: for when the start fails.</summary>
    public void ShowLast()
    {
        lock (_gate)
        {
            if (shown != Shown.All)
                foreach (var (source, line) in _last)
                    screen.From(source, line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _closed = true;
        await _file.DisposeAsync();
    }

    // The console logger's words for what is worse than information.
    [GeneratedRegex(@"^\S+ (warn|fail|crit): ")]
    private static partial Regex Warning();
}
