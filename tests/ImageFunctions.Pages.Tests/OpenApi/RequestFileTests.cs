using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageFunctions.Testing;
using ImageFunctions.Testing.OpenApi;

namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>requests.http and the Postman collection have every call that the document has.</summary>
public sealed partial class RequestFileTests
{
    private static readonly OpenApiDocument Document = OpenApiDocument.Load();

    // Asking for headers only, and for the files that pages are made of, is for programs.
    private static readonly IReadOnlyList<OpenApiOperation> Calls =
        [.. Document.Operations.Where(operation => operation.Method != "HEAD" && !operation.Path.EndsWith("/{file}", StringComparison.Ordinal))];

    [Fact]
    public void Requests_http_has_every_call_and_no_other()
    {
        var written = RequestLine().Matches(File.ReadAllText(RepositoryFolder.File("requests.http")))
            .Select(match => (Method: match.Groups["method"].Value, Path: Variable().Replace(match.Groups["path"].Value, "x")))
            .Select(call => Document.Find(call.Method, call.Path)?.ToString() ?? $"unknown: {call}").Distinct();
        Assert.Equal(Calls.Select(operation => operation.ToString()).Order(), written.Order());
    }

    [Fact]
    public void The_postman_collection_has_every_call()
    {
        using var collection = JsonDocument.Parse(File.ReadAllBytes(RepositoryFolder.File("docs/postman_collection.json")));
        var requests = collection.RootElement.GetProperty("item").EnumerateArray().SelectMany(folder => folder.GetProperty("item").EnumerateArray())
            .Select(item => item.GetProperty("request"))
            .Select(request => $"{request.GetProperty("method").GetString()} {request.GetProperty("url").GetProperty("raw").GetString()}");
        var expected = Calls.Select(operation => $"{operation.Method} {{{{baseUrl}}}}{PathParameter().Replace(operation.Path, ":$1")}");
        Assert.Empty(expected.Except(requests));
    }

    [Fact]
    public async Task The_postman_collection_was_generated_from_the_present_document()
    {
        using var node = Process.Start(new ProcessStartInfo("node", [RepositoryFolder.File("eng/postman.mjs"), "--check"]) { RedirectStandardError = true })!;
        var said = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, said);
    }

    [GeneratedRegex(@"^(?<method>GET|POST|PUT|PATCH|DELETE) \{\{api\}\}(?<path>[^?\s]*)", RegexOptions.Multiline)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"\{\{[^}]+\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
