using System.Text.Json;
using System.Text.RegularExpressions;
using ImageFunctions.Testing.OpenApi;

namespace ImageFunctions.Integration.Tests.Http;

/// <summary>What openapi.json restricts is refused beyond that, under the parameter's name.</summary>
public sealed partial class QueryParameterTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Values_that_the_document_does_not_allow_are_400_at_every_operation()
    {
        var id = await IssueAsync();
        var accepted = new List<string>();
        var asked = 0;
        foreach (var operation in DocumentTraffic.Document.Operations)
        {
            var path = PathParameter().Replace(operation.Path.TrimStart('/'), match => match.Value == "{id}" ? id : "some");
            foreach (var (name, value) in BadValues(operation))
            {
                // An erasure needs to be told whose images it means, too.
                var whose = operation is { Method: "DELETE", Path: "/images" } && name != "userId" ? $"&userId={NewName()}" : "";
                var answer = await Patient.SendAsync(new HttpMethod(operation.Method), $"{path}?{name}={value}{whose}");
                if (answer.Status != 400 || !Errors(answer).Any(field => field.StartsWith(name, StringComparison.Ordinal)))
                    accepted.Add($"{operation} {name}={value[..Math.Min(value.Length, 20)]}: {answer.Status}");
                asked++;
            }
        }

        Assert.Empty(accepted);
        Assert.True(asked > 50, $"Only {asked} values were asked for.");
    }

    private static IEnumerable<string> Errors(Answer answer) =>
        answer.Json.TryGetProperty("errors", out var errors) ? errors.Members() : [];

    private static IEnumerable<(string Name, string Value)> BadValues(OpenApiOperation operation) =>
        from parameter in operation.Parameters("query")
        from value in BadValues(operation.Resolve(parameter.At("schema")))
        select (parameter.Text("name"), value);

    private static IEnumerable<string> BadValues(JsonElement schema)
    {
        if (schema.Text("type") == "array")
            schema = schema.At("items");
        if (schema.TryGetProperty("minimum", out var minimum))
            yield return $"{minimum.GetInt32() - 1}";
        if (schema.TryGetProperty("maximum", out var maximum))
            yield return $"{maximum.GetInt32() + 1}";
        if (schema.TryGetProperty("maxLength", out var longest))
            yield return new string('x', longest.GetInt32() + 1);
        if (schema.Text("type") != "string" || schema.Has("enum"))
            yield return "neither";
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex PathParameter();
}
