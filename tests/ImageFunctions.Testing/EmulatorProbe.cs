using System.Net.Sockets;

namespace ImageFunctions.Testing;

/// <summary>Asks each endpoint of a connection string for a sign of life.</summary>
internal static class EmulatorProbe
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    /// <exception cref="InvalidOperationException">A service does not answer.</exception>
    public static async Task CheckAsync(string connectionString, string origin, CancellationToken cancellationToken)
    {
        foreach (var endpoint in Endpoints(connectionString))
        {
            try
            {
                await Eventually.Async(token => AnswersAsync(endpoint, token), Deadline, cancellationToken: cancellationToken);
            }
            catch (TimeoutException e)
            {
                throw new InvalidOperationException($"The storage emulator {origin} does not answer at {endpoint}.", e);
            }
        }
    }

    private static async Task<bool> AnswersAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IEnumerable<Uri> Endpoints(string connectionString)
    {
        if (connectionString.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase))
            return [new("http://127.0.0.1:10000"), new("http://127.0.0.1:10001"), new("http://127.0.0.1:10002")];

        return connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair[0].Trim().EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase))
            .Select(pair => new Uri(pair[1]));
    }
}
