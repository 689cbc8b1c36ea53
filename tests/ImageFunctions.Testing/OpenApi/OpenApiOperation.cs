using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageFunctions.Testing.OpenApi;

/// <summary>One method of one path in the document.</summary>
public sealed class OpenApiOperation
{
    private readonly JsonElement _root;
    private readonly Regex _path;

    internal OpenApiOperation(JsonElement root, string method, string path, JsonElement definition)
    {
        _root = root;
        Method = method;
        Path = path;
        Definition = definition;
        var pattern = Regex.Replace(Regex.Escape(path).Replace("}", "\\}"), @"\\\{[^}]+\\\}", "[^/]+");
        _path = new Regex($"^{pattern}/?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    }

    /// <summary>Upper case.</summary>
    public string Method { get; }

    /// <summary>With parameters in braces, without the prefix: /images/{id}.</summary>
    public string Path { get; }

    public JsonElement Definition { get; }

    /// <summary>Statuses that have an answer.</summary>
    public IEnumerable<string> Statuses => Definition.GetProperty("responses").EnumerateObject().Select(answer => answer.Name);

    public IEnumerable<string> QueryNames => Names("query");

    public IEnumerable<string> PathNames => Names("path");

    /// <summary>Names of the security schemes that open it; empty when it is open to all.</summary>
    public IEnumerable<string> Security => Definition.GetProperty("security").EnumerateArray()
        .SelectMany(way => way.EnumerateObject()).Select(scheme => scheme.Name);

    /// <summary>The parameters of a place: query, path or header.</summary>
    public IEnumerable<JsonElement> Parameters(string place) => !Definition.TryGetProperty("parameters", out var parameters) ? [] :
        parameters.EnumerateArray().Select(Resolve).Where(parameter => parameter.GetProperty("in").GetString() == place);

    /// <summary>What a reference leads to; anything else is itself.</summary>
    public JsonElement Resolve(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? SchemaCheck.Follow(_root, reference.GetString()!)
        : element;

    internal JsonElement? RequestSchema => Definition.TryGetProperty("requestBody", out var body) ? JsonSchemaOf(Resolve(body)) : null;

    public override string ToString() => $"{Method} {Path}";

    internal bool Matches(string method, string path) => method.Equals(Method, StringComparison.OrdinalIgnoreCase) && _path.IsMatch(path);

    internal JsonElement? Answer(int status) =>
        Definition.GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var answer)
            ? Resolve(answer) : null;

    internal static JsonElement? JsonSchemaOf(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content))
            return null;
        foreach (var media in content.EnumerateObject())
        {
            if (media.Name.EndsWith("json", StringComparison.Ordinal))
                return media.Value.GetProperty("schema");
        }

        return null;
    }

    private IEnumerable<string> Names(string place) => Parameters(place).Select(parameter => parameter.GetProperty("name").GetString()!);
}
