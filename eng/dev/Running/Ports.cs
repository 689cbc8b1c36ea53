using System.Net;
using System.Net.Sockets;

namespace ImageFunctions.Dev.Running;

/// <summary>TCP ports of 127.0.0.1.</summary>
internal static class Ports
{
    /// <summary>A port nobody listens on at the moment.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <exception cref="StopException">Somebody listens there.</exception>
    public static void Require(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new StopException($"Port {port} cannot be used ({error.SocketErrorCode}): choose another with --port.");
        }
    }
}
