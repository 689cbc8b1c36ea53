using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Http;

/// <summary>
/// Finds out who asks and under which address, from the headers as the host received them. What callers say of themselves
/// is not believed: X-Forwarded-For is read from its end, for as long as whoever wrote an entry is a proxy of ours.
/// </summary>
public sealed partial class RequestOrigins
{
    private readonly ProxyOptions _options;
    private readonly IPNetwork[] _networks;
    private readonly bool _isAppService;
    private readonly string _prefix;

    public RequestOrigins(IOptions<ProxyOptions> options, IConfiguration configuration)
        : this(options.Value, options.Value.AppService ?? configuration["WEBSITE_SITE_NAME"] is { Length: > 0 }, RoutePrefix.Path)
    {
    }

    internal RequestOrigins(ProxyOptions options, bool isAppService, string routePrefix)
    {
        _options = options;
        _networks = [.. options.Networks.Select(network => IPNetwork.Parse(network))];
        _isAppService = isAppService;
        _prefix = routePrefix;
    }

    /// <param name="headers">As the host received them.</param>
    /// <param name="request">What the worker got: of the way here it knows only what the host itself saw.</param>
    public RequestOrigin Find(IReadOnlyDictionary<string, string> headers, HttpRequest request)
    {
        var (client, proxies) = Client(headers, request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None);
        return new RequestOrigin(client, _options.PublicAddress?.AbsoluteUri.TrimEnd('/') ?? Address(headers, proxies, request) + _prefix);
    }

    // Where the way leaves our own proxies, and how many of them it took.
    private (IPAddress Client, int Proxies) Client(IReadOnlyDictionary<string, string> headers, IPAddress peer)
    {
        var hops = List(headers, "X-Forwarded-For").Reverse()
            .Select(hop => IPEndPoint.TryParse(hop, out var endpoint) ? endpoint.Address : null).TakeWhile(hop => hop is not null);
        // The last entry is from App Service's own front end, if that is there; else only who connects to us is known.
        var way = _isAppService ? hops : hops.Prepend(peer);
        var isFrontDoorAhead = _options.FrontDoorId is { Length: > 0 } id && headers.GetValueOrDefault("X-Azure-FDID") == id;
        var (client, proxies) = (peer, 0);
        foreach (var hop in way)
        {
            client = hop!.IsIPv4MappedToIPv6 ? hop.MapToIPv4() : hop;
            if (!_networks.Any(network => network.Contains(client)))
            {
                // Front Door's addresses are too many to name, but it is one hop.
                if (!isFrontDoorAhead)
                    break;
                isFrontDoorAhead = false;
            }

            proxies++;
        }

        return (client, proxies);
    }

    private string Address(IReadOnlyDictionary<string, string> headers, int proxies, HttpRequest request)
    {
        var scheme = _isAppService || proxies > 0 ? Outermost(headers, "X-Forwarded-Proto", proxies) : null;
        string?[] hosts = [proxies > 0 ? Outermost(headers, "X-Forwarded-Host", proxies) : null, headers.GetValueOrDefault("Host")];
        var name = hosts.FirstOrDefault(host => host is not null && Host().IsMatch(host)) ?? request.Host.Value;
        return $"{(scheme is "https" or "http" ? scheme : request.Scheme)}://{name}";
    }

    // Every proxy may have added a value: the one that the outermost of ours wrote.
    private static string? Outermost(IReadOnlyDictionary<string, string> headers, string name, int proxies) =>
        List(headers, name) is { Length: > 0 } values ? values[Math.Max(0, values.Length - Math.Max(1, proxies))] : null;

    private static string[] List(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.GetValueOrDefault(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    [GeneratedRegex(@"^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$")]
    private static partial Regex Host();
}
