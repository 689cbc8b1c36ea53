using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Tests;

/// <summary>Puts warnings and errors into the journal.</summary>
internal sealed class JournalLogs(Journal journal) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            journal.Warn(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
