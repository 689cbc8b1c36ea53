using System.Collections.Concurrent;
using System.Text.Json;

namespace ImageFunctions.Testing.OpenApi;

/// <summary>
/// The service's OpenAPI document, for holding real traffic against it. Safe to share between tests; it remembers what
/// it has seen.
/// </summary>
public sealed class OpenApiDocument
{
    private const string Prefix = "/api";
    private readonly SchemaCheck _answers;
    private readonly SchemaCheck _requests;
    private readonly ConcurrentDictionary<string, bool> _seen = new();

    private OpenApiDocument(JsonElement root)
    {
        Root = root;
        _answers = new SchemaCheck(root, isClosed: true);
        // Unknown members of a request are ignored, so sending one is no fault.
        _requests = new SchemaCheck(root, isClosed: false);
        Operations =
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new OpenApiOperation(root, operation.Name.ToUpperInvariant(), path.Name, operation.Value),
        ];
    }

    /// <summary>The whole document.</summary>
    public JsonElement Root { get; }

    public IReadOnlyList<OpenApiOperation> Operations { get; }

    /// <summary>Reads the document that the service serves.</summary>
    public static OpenApiDocument Load() =>
        new(JsonDocument.Parse(File.ReadAllBytes(RepositoryFolder.File("src/ImageFunctions/wwwroot/openapi.json"))).RootElement);

    /// <summary>Compares one call and its answer with the document.</summary>
    /// <param name="path">With or without the prefix /api, without the query.</param>
    /// <param name="queryNames">Names of the query parameters that were sent.</param>
    /// <param name="requestBodyJson">Null when there was none, or none in JSON.</param>
    /// <param name="responseBodyJson">Null when there was none, or none in JSON.</param>
    /// <returns>What the document lacks or says otherwise; empty when it is right.</returns>
    public IReadOnlyList<string> Validate(
        string method, string path, int status, IEnumerable<string> queryNames, string? requestBodyJson = null,
        string? responseBodyJson = null)
    {
        var operation = Find(method, path);
        if (operation is null)
            return IsUnknownRoute(status, responseBodyJson)
                ? [] : [$"{method} {path}: the document has no such operation (answer {status})."];
        var findings = new List<string>();
        if (operation.Answer(status) is not { } answer)
            findings.Add($"the document lacks status {status}.");
        else
            findings.AddRange(CheckAnswer(operation, answer, responseBodyJson));
        // What a refused request looked like says nothing.
        if (status < 400)
            findings.AddRange(CheckRequest(operation, queryNames, requestBodyJson));
        _seen[$"{operation} {status}"] = true;
        return [.. findings.Select(finding => $"{operation} {status}: {finding}")];
    }

    /// <summary>Answers in the document that no call given to <see cref="Validate"/> had: "GET /images 200".</summary>
    public IReadOnlyList<string> Unseen() =>
        [.. Operations.SelectMany(operation => operation.Statuses.Select(status => $"{operation} {status}")).Where(
            answer => !_seen.ContainsKey(answer))];

    /// <summary>Compares a value with a schema of the document.</summary>
    public IReadOnlyList<string> ValidateExample(JsonElement schema, JsonElement value) => [.. _answers.Check(schema, value, "$")];

    /// <summary>The operation that a call belongs to, by its path without the query; null when there is none.</summary>
    public OpenApiOperation? Find(string method, string path)
    {
        var relative = path.StartsWith(Prefix + "/", StringComparison.OrdinalIgnoreCase)
            ? path[Prefix.Length..] : "/" + path.TrimStart('/');
        // A path in words goes before one with parameters: images/upload is not the image "upload".
        return Operations.Where(operation => operation.Matches(method, relative)).MinBy(operation => operation.Path.Count(c => c == '{'));
    }

    private static bool IsUnknownRoute(int status, string? body) =>
        status == 404 && body?.Contains("\"route_not_found\"", StringComparison.Ordinal) == true;

    private IEnumerable<string> CheckAnswer(OpenApiOperation operation, JsonElement answer, string? body)
    {
        var schema = OpenApiOperation.JsonSchemaOf(answer);
        if (string.IsNullOrEmpty(body))
            return schema is null || operation.Method == "HEAD" ? [] : ["the answer lacks the body that the document has."];
        return schema is { } known ? _answers.Check(known, Parse(body), "$") : ["the document lacks the answer's JSON body."];
    }

    private IEnumerable<string> CheckRequest(OpenApiOperation operation, IEnumerable<string> queryNames, string? body)
    {
        var unknown = queryNames.Except(operation.QueryNames, StringComparer.OrdinalIgnoreCase).Where(name => name != "code")
            .Select(name => $"the document lacks the query parameter '{name}'.");
        if (string.IsNullOrEmpty(body))
            return unknown;
        return unknown.Concat(operation.RequestSchema is { } schema
            ? _requests.Check(schema, Parse(body), "request")
            : ["the document lacks the request's JSON body."]);
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
