using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Analysis;

/// <summary>What can be wrong with where a service is and how we prove who we are.</summary>
internal static class ServiceEndpoint
{
    public static IEnumerable<ValidationResult> Check(string section, Uri? endpoint, string? key)
    {
        if (endpoint is null)
            yield break;
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("https" or "http"))
            yield return new ValidationResult($"{section}:Endpoint must be an https address such as https://name.cognitiveservices.azure.com.");
        else if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
            yield return new ValidationResult($"{section}:Endpoint must use https: the image and the key would travel in the clear.");
        else if (endpoint.Scheme == "http" && string.IsNullOrEmpty(key))
            yield return new ValidationResult($"{section}:Key is needed for an http address; a managed identity works with https only.");
    }
}
