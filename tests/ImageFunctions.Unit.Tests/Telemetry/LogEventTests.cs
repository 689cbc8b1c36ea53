using System.Reflection;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Unit.Tests.Telemetry;

/// <summary>What operators and alerts tell log events by.</summary>
public sealed class LogEventTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly LoggerMessageAttribute[] Events =
    [
        .. typeof(Composition).Assembly.GetTypes().SelectMany(type => type.GetMethods(Any))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>(),
    ];

    [Fact]
    public void An_event_id_stands_for_one_event()
    {
        Assert.NotEmpty(Events);
        Assert.Empty(Events.CountBy(log => log.EventId).Where(pair => pair.Value > 1).Select(pair => pair.Key));
    }
}
