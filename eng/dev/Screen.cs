using Spectre.Console;

namespace ImageFunctions.Dev;

/// <summary>What the front end prints. Safe to call from the reader threads of several child processes.</summary>
public sealed class Screen
{
    private const int PlainWidth = 200;
    private readonly Lock _gate = new();

    public Screen()
    {
        var plain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        Ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (Console.IsOutputRedirected)
            Ansi.Profile.Width = PlainWidth;
    }

    /// <summary>For bars and tables; single lines go through the methods below.</summary>
    public IAnsiConsole Ansi { get; }

    /// <summary>A line about what the front end does itself.</summary>
    public void Say(string line) => Write("[green]>[/]", line);

    /// <summary>A line as it is, without a prefix.</summary>
    public void Plain(string line = "") => Write("", line);

    public void Warn(string line) => Write("[yellow]![/]", line);

    public void Fail(string line) => Write("[red]x[/]", line);

    /// <summary>A line of a child process, under the name of its source.</summary>
    public void From(string source, string line) => Write($"[grey]{Markup.Escape(source),-11}|[/]", line);

    // The text itself bypasses the console library, which would fold long lines and break addresses in two.
    private void Write(string prefix, string line)
    {
        lock (_gate)
        {
            if (prefix.Length > 0)
                Ansi.Markup(prefix + " ");
            Console.Out.WriteLine(line);
        }
    }
}
