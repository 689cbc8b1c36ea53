using System.Text.RegularExpressions;
using ImageFunctions.Testing;
using ImageFunctions.Testing.OpenApi;

namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>requests.http has every call that the document has.</summary>
public sealed partial class RequestFileTests
{
    private static readonly OpenApiDocument Document = OpenApiDocument.Load();

    // Asking for headers only, and for the files that pages are made of, is for programs.
    private static readonly IReadOnlyList<OpenApiOperation> Calls =
        [.. Document.Operations.Where(
            operation => operation.Method != "HEAD" && !operation.Path.EndsWith("/{file}", StringComparison.Ordinal))];

    [Fact]
    public void Requests_http_has_every_call_and_no_other()
    {
        var written = RequestLine().Matches(File.ReadAllText(RepositoryFolder.File("requests.http")))
            .Select(match => (Method: match.Groups["method"].Value, Path: Variable().Replace(match.Groups["path"].Value, "x")))
            .Select(call => Document.Find(call.Method, call.Path)?.ToString() ?? $"unknown: {call}").Distinct();
        Assert.Equal(Calls.Select(operation => operation.ToString()).Order(), written.Order());
    }

    [GeneratedRegex(@"^(?<method>GET|POST|PUT|PATCH|DELETE) \{\{api\}\}(?<path>[^?\s]*)", RegexOptions.Multiline)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"\{\{[^}]+\}\}")]
    private static partial Regex Variable();
}
