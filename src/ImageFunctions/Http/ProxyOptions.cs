using System.ComponentModel.DataAnnotations;
using System.Net;

namespace ImageFunctions.Http;

/// <summary>What stands in front of the app. Configuration section <c>Proxies</c>.</summary>
public sealed class ProxyOptions : IValidatableObject
{
    public const string Section = "Proxies";

    /// <summary>Networks of proxies that are believed, such as 203.0.113.7/32. Default none.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Id of the Front Door profile that is believed: it sends the id as X-Azure-FDID. Default none.</summary>
    public string? FrontDoorId { get; init; }

    /// <summary>Whether the front end of App Service is in front. Default: whether the app runs there.</summary>
    public bool? AppService { get; init; }

    /// <summary>Address of the API for callers, such as https://api.example.com/api. Default none: what the request says.</summary>
    public Uri? PublicAddress { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var network in Networks.Where(network => !IPNetwork.TryParse(network, out _)))
            yield return new ValidationResult($"Proxies:Networks holds '{network}', which is no network such as 203.0.113.0/24.");
        if (PublicAddress is { } address && !(address.IsAbsoluteUri && address.Scheme is "https" or "http"))
            yield return new ValidationResult("Proxies:PublicAddress must be an absolute address such as https://api.example.com/api.");
    }
}
