using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Analysis;

/// <summary>Where a service is: what can be wrong with how that is said, and whether somebody is there.</summary>
internal static class ServiceEndpoint
{
    private static readonly HttpClient Http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) });

    /// <summary>Whether a service is there: any answer that is no server's fault will do, for there is nothing free to ask it.</summary>
    /// <exception cref="AnalysisUnavailableException">It is not.</exception>
    public static async Task ReachAsync(Uri? endpoint, CancellationToken cancellationToken)
    {
        if (endpoint is null)
            return;
        try
        {
            using var answer = await Http.GetAsync(endpoint, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)answer.StatusCode >= 500)
                throw new AnalysisUnavailableException(AnalysisFaults.Unreachable, $"The service answers {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException e)
        {
            throw new AnalysisUnavailableException(AnalysisFaults.Unreachable, "The service cannot be reached.", innerException: e);
        }
    }

    public static IEnumerable<ValidationResult> Check(string section, Uri? endpoint, string? key)
    {
        if (endpoint is null)
            yield break;
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("https" or "http"))
            yield return new ValidationResult(
                $"{section}:Endpoint must be an https address such as https://name.cognitiveservices.azure.com.");
        else if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
            yield return new ValidationResult($"{section}:Endpoint must use https: the image and the key would travel in the clear.");
        else if (endpoint.Scheme == "http" && string.IsNullOrEmpty(key))
            yield return new ValidationResult($"{section}:Key is needed for an http address; a managed identity works with https only.");
    }
}
