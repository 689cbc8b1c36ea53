using System.Net.Sockets;

namespace ImageFunctions.Testing;

/// <summary>Asks each endpoint of a connection string for a sign of life.</summary>
internal static class EmulatorProbe
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    /// <exception cref="InvalidOperationException">A service does not answer.</exception>
    public static async Task CheckAsync(string connectionString, CancellationToken cancellationToken)
    {
        foreach (var endpoint in EmulatorAccount.Endpoints(connectionString))
        {
            try
            {
                await Eventually.Async(token => AnswersAsync(endpoint, token), Deadline, cancellationToken: cancellationToken);
            }
            catch (TimeoutException e)
            {
                throw new InvalidOperationException($"The storage emulator does not answer at {endpoint}.", e);
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
}
