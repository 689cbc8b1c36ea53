using System.Diagnostics;
using System.Text;
using Spectre.Console;

namespace ImageFunctions.Dev;

/// <summary>What the front end prints. Safe to call from the reader threads of several child processes.</summary>
public sealed class Screen
{
    private const int PlainWidth = 200;
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Repeated = TimeSpan.FromSeconds(20);
    private readonly Lock _gate = new();
    private readonly List<(string Name, Stopwatch Clock)> _steps = [];
    private readonly Stopwatch _sinceProgress = new();
    private readonly bool _plain;
    private bool _liveLine;

    public Screen()
    {
        _plain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        Ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = _plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = _plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = _plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (Console.IsOutputRedirected)
            Ansi.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) ? columns : PlainWidth;
    }

    /// <summary>For bars and tables; single lines go through the methods below.</summary>
    public IAnsiConsole Ansi { get; }

    /// <summary>A line about what the front end does itself.</summary>
    public void Say(string line) => Write("[green]>[/]", Fold(line));

    /// <summary>A line as it is, without a prefix.</summary>
    public void Plain(string line = "") => Write("", line);

    /// <summary>A sentence without a prefix.</summary>
    public void Explain(string sentence) => Write("", Fold(sentence));

    public void Warn(string line) => Write("[yellow]![/]", Fold(line));

    public void Fail(string line) => Write("[red]x[/]", Fold(line));

    /// <summary>A line of a child process, under the name of its source.</summary>
    public void From(string source, string line) => Write($"[grey]{Markup.Escape(source),-11}|[/]", line);

    /// <summary>Names a step that may take long, shows that it goes on until disposed, and then how long it took.</summary>
    public IDisposable Step(string name) => new RunningStep(this, name);

    /// <summary>A line that the next one takes the place of; where nothing can be taken back, now and then one of them.</summary>
    public void Progress(string line)
    {
        lock (_gate)
        {
            if (_plain && _sinceProgress.IsRunning && _sinceProgress.Elapsed < Repeated)
                return;
            _sinceProgress.Restart();
            ShowLive(line);
        }
    }

    // Between words, so that an address stays whole; what follows stands under the first word.
    private string Fold(string line)
    {
        const string Below = "\n  ";
        var start = line.Length - line.TrimStart(' ').Length;
        var (text, room) = (new StringBuilder(line[..start]), Ansi.Profile.Width - Below.Length - start);
        foreach (var word in line[start..].Split(' '))
        {
            if (room < word.Length && text.Length > start)
            {
                text.Append(Below).Append(line.AsSpan(0, start));
                room = Ansi.Profile.Width - Below.Length - start;
            }
            else if (text.Length > start)
            {
                text.Append(' ');
            }

            text.Append(word);
            room -= word.Length + 1;
        }

        return text.ToString();
    }

    // One of several steps at once speaks for all.
    private void ShowSteps(Stopwatch speaker)
    {
        lock (_gate)
        {
            if (_steps.Count > 0 && _steps[0].Clock == speaker)
                ShowLive(string.Join(", ", _steps.Select(step => $"{step.Name} {step.Clock.Elapsed.TotalSeconds:0} s")));
        }
    }

    private void ShowLive(string line)
    {
        if (_plain)
        {
            Console.Out.WriteLine($"  … {line}");
            return;
        }

        ClearLiveLine();
        var width = Math.Max(20, Ansi.Profile.Width - 5);
        Console.Out.Write($"  … {(line.Length > width ? line[..width] : line)}");
        _liveLine = true;
    }

    // The text itself bypasses the console library, which would fold long lines and break addresses in two.
    private void Write(string prefix, string line)
    {
        lock (_gate)
        {
            ClearLiveLine();
            if (prefix.Length > 0)
                Ansi.Markup(prefix + " ");
            Console.Out.WriteLine(line);
        }
    }

    private void ClearLiveLine()
    {
        if (_liveLine)
            Console.Out.Write("\r\e[2K");
        _liveLine = false;
    }

    private sealed class RunningStep : IDisposable
    {
        private readonly Screen _screen;
        private readonly (string Name, Stopwatch Clock) _step;
        private readonly Timer _timer;

        public RunningStep(Screen screen, string name)
        {
            (_screen, _step) = (screen, (name, Stopwatch.StartNew()));
            screen.Say(name);
            lock (screen._gate)
                screen._steps.Add(_step);
            var period = screen._plain ? Repeated : Live;
            _timer = new Timer(_ => screen.ShowSteps(_step.Clock), null, period, period);
        }

        public void Dispose()
        {
            _timer.Dispose();
            lock (_screen._gate)
                _screen._steps.Remove(_step);
            _screen.Say($"{_step.Name}: {_step.Clock.Elapsed.TotalSeconds:0.0} s");
        }
    }
}
