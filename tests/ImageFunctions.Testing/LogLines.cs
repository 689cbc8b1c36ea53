using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Testing;

/// <summary>What was logged once; the text has the exception, too, if there was one.</summary>
public sealed record LogLine(string Category, LogLevel Level, int Id, string Text);

/// <summary>Keeps all that is logged.</summary>
[ProviderAlias("LogLines")]
public sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<LogLine> Lines { get; } = [];

    /// <summary>The texts of one event.</summary>
    public IReadOnlyList<string> WithId(int id) => [.. Lines.Where(line => line.Id == id).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>A logger for a class that takes one.</summary>
    public ILogger<T> For<T>() =>
        LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this)).CreateLogger<T>();

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Lines.Enqueue(new LogLine(category, logLevel, eventId.Id, formatter(state, exception) + exception));
    }
}
