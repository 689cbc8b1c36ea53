using System.Text.Json;
using ImageFunctions.Testing.OpenApi;

namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>The document is in order in itself.</summary>
public sealed class OpenApiExampleTests
{
    private static readonly OpenApiDocument Document = OpenApiDocument.Load();

    [Fact]
    public void Every_reference_leads_somewhere_and_everything_named_is_used()
    {
        var used = Elements(Document.Root).Where(
            element => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out _))
            .Select(element => element.GetProperty("$ref").GetString()!).Distinct().ToList();
        var named = from kind in Document.Root.GetProperty("components").EnumerateObject()
                    where kind.Name != "securitySchemes"
                    from one in kind.Value.EnumerateObject()
                    select $"#/components/{kind.Name}/{one.Name}";
        Assert.Equal(named.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_body_in_json_has_an_example()
    {
        // The document itself is the only body that needs none.
        var bare = Bodies().Where(body => !Examples(body).Any()).Select(body => body.ToString());
        Assert.Single(bare.Distinct(), body => body.Contains("OpenAPI 3.1.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_example_fits_its_schema()
    {
        var findings = Bodies().SelectMany(body => Examples(body)
            .SelectMany(example =>
                Document.ValidateExample(body.GetProperty("schema"), example).Select(finding => $"{finding} in {example}")));
        Assert.Empty(findings);
    }

    [Fact]
    public void Every_code_has_an_example_with_its_own_status()
    {
        var problems = Bodies().SelectMany(Examples).Where(example => example.TryGetProperty("traceId", out _));
        foreach (var problem in problems)
            Assert.Contains($"| `{problem.GetProperty("code")}` | {problem.GetProperty("status")} |", Codes(), StringComparison.Ordinal);
    }

    private static string Codes() =>
        Document.Root.GetProperty("components").GetProperty("schemas").GetProperty("ErrorCode").GetProperty("description").GetString()!;

    private static IEnumerable<JsonElement> Bodies() =>
        Elements(Document.Root).Where(element => element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object)
            .SelectMany(element => element.GetProperty("content").EnumerateObject())
            .Where(media => media.Name.EndsWith("json", StringComparison.Ordinal)).Select(media => media.Value);

    private static IEnumerable<JsonElement> Examples(JsonElement body)
    {
        if (body.TryGetProperty("example", out var example))
            yield return example;
        if (!body.TryGetProperty("examples", out var examples))
            yield break;
        foreach (var one in examples.EnumerateObject())
            yield return one.Value.GetProperty("value");
    }

    private static IEnumerable<JsonElement> Elements(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Elements(member.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Elements),
        _ => [],
    };
}
