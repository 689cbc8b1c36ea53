[assembly: AssemblyFixture(typeof(ImageFunctions.Integration.Tests.Support.IdleServices))]

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>The isolated services that no test has at the moment.</summary>
public sealed class IdleServices : IAsyncDisposable
{
    // Each is two processes that poll, which take a twelfth of a processor.
    private const int Most = 3;
    private static readonly List<(string Settings, IsolatedService Service)> Idle = [];
    private static readonly Lock Access = new();

    internal static IsolatedService? Take(string settings)
    {
        lock (Access)
        {
            var at = Idle.FindIndex(idle => idle.Settings == settings);
            if (at < 0)
                return null;
            var service = Idle[at].Service;
            Idle.RemoveAt(at);
            return service;
        }
    }

    /// <returns>The one that was idle for longest, if there are too many now.</returns>
    internal static IsolatedService? Keep(string settings, IsolatedService service)
    {
        lock (Access)
        {
            Idle.Add((settings, service));
            return Idle.Count > Most ? Take(Idle[0].Settings) : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, service) in Idle)
            await service.EndAsync();
    }
}
