using System.Text.RegularExpressions;
using ImageFunctions.Testing.OpenApi;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>The document and the functions' own attributes say the same.</summary>
public sealed partial class OpenApiRouteTests
{
    private static readonly OpenApiDocument Document = OpenApiDocument.Load();

    [Fact]
    public void The_document_has_every_function_and_no_other()
    {
        var functions = HttpFunctions.All.Select(function => function.Operation).ToList();
        var operations = Document.Operations.Select(operation => operation.ToString()).ToList();
        Assert.Equal(functions.Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Operations_ask_for_the_key_that_their_function_asks_for()
    {
        foreach (var function in HttpFunctions.All)
        {
            string[] expected = function.Level switch
            {
                AuthorizationLevel.Anonymous => [],
                AuthorizationLevel.Function => ["functionKey", "functionKeyInQuery"],
                _ => ["adminKey", "adminKeyInQuery"],
            };
            var operation = Operation(function);
            Assert.True(expected.SequenceEqual(operation.Security), $"{operation}: {string.Join(", ", operation.Security)}");
            Assert.Equal(expected.Length > 0, operation.Statuses.Contains("401"));
        }
    }

    [Fact]
    public void Operations_declare_the_parameters_of_their_path()
    {
        foreach (var operation in Document.Operations)
        {
            var named = PathParameter().Matches(operation.Path).Select(match => match.Groups[1].Value);
            Assert.True(named.SequenceEqual(operation.PathNames), $"{operation} declares {string.Join(", ", operation.PathNames)}");
        }
    }

    [Fact]
    public void Operation_ids_are_given_once()
    {
        var ids = Document.Operations.Select(operation => operation.Definition.GetProperty("operationId").GetString());
        Assert.Equal(ids.Distinct().Count(), Document.Operations.Count);
    }

    private static OpenApiOperation Operation(HttpFunction function) =>
        Document.Operations.Single(operation => operation.ToString() == function.Operation);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
