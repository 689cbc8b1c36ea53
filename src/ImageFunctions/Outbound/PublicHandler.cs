using System.Net;
using System.Net.Sockets;

namespace ImageFunctions.Outbound;

/// <summary>The name leads to no address of the public internet.</summary>
public sealed class PrivateAddressException() : Exception("The name leads to no public address.");

/// <summary>
/// Makes connections to addresses that callers name. A name is resolved here and the connection is made to the very address that was
/// checked, so that it cannot change its meaning in between; redirects are not followed, no proxy and no cookie is used.
/// </summary>
public static class PublicHandler
{
    /// <param name="allowPrivate">For development and tests.</param>
    public static SocketsHttpHandler Create(bool allowPrivate, TimeSpan connectTimeout) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, allowPrivate, cancellationToken),
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        MaxResponseHeadersLength = 16,
    };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, bool allowPrivate, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var address = addresses.FirstOrDefault(found => allowPrivate || PublicAddresses.IsPublic(found))
            ?? throw new PrivateAddressException();
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
