using System.Text.Json.Nodes;
using ImageFunctions.Testing.OpenApi;

namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>What holds traffic against the document finds what it is there to find.</summary>
public sealed class OpenApiDocumentTests
{
    private const string Status = """
        {"imageId":"019a9f3c-5d1e-7b42-8c3a-6f0e2d4b9a17","status":"processing","progress":50,"message":"Generating thumbnails.",
         "attempt":1,"steps":{"upload":"completed","thumbnails":"pending","webp":"pending","analysis":"pending","thumbnail":"pending"}}
        """;

    private const string Path = "/api/images/019a9f3c-5d1e-7b42-8c3a-6f0e2d4b9a17/status";
    private readonly OpenApiDocument _document = OpenApiDocument.Load();

    [Fact]
    public void Traffic_as_documented_has_no_findings() =>
        Assert.Empty(_document.Validate("GET", Path, 200, ["wait", "code"], null, Status));

    [Fact]
    public void An_unknown_operation_is_found() => Assert.Contains("no such operation", Found("PUT", Path, 200, null));

    [Fact]
    public void An_unknown_address_may_answer_that_there_is_none() =>
        Assert.Empty(_document.Validate("GET", "/api/nowhere", 404, [], null, """{"code":"route_not_found"}"""));

    [Fact]
    public void An_unknown_status_is_found() => Assert.Contains("lacks status 418", Found("GET", Path, 418, null));

    [Fact]
    public void An_unknown_query_parameter_is_found() =>
        Assert.Contains("'since'", Assert.Single(_document.Validate("GET", Path, 200, ["since"], null, Status)));

    [Fact]
    public void An_unknown_member_is_found() => Assert.Contains("'extra'", Found("GET", Path, 200, Changed(status => status["extra"] = 1)));

    [Fact]
    public void A_missing_member_is_found() =>
        Assert.Contains("lacks 'message'", Found("GET", Path, 200, Changed(status => status.AsObject().Remove("message"))));

    [Fact]
    public void A_value_of_the_wrong_type_is_found() =>
        Assert.Contains("$.progress", Found("GET", Path, 200, Changed(status => status["progress"] = "50")));

    [Fact]
    public void A_word_that_is_not_listed_is_found() =>
        Assert.Contains("$.steps.webp", Found("GET", Path, 200, Changed(status => status["steps"]!["webp"] = "done")));

    [Fact]
    public void A_missing_body_is_found() => Assert.Contains("lacks the body", Found("GET", Path, 200, null));

    [Fact]
    public void A_request_of_the_wrong_form_is_found() =>
        Assert.Contains(_document.Validate("PATCH", Path.Replace("/status", "", StringComparison.Ordinal), 200, [], """{"tags":"a"}"""),
            finding => finding.Contains("request.tags", StringComparison.Ordinal));

    [Fact]
    public void Words_in_a_path_go_before_parameters() =>
        Assert.Empty(_document.Validate(
            "POST", "/api/images/delete", 200, [], """{"imageIds":["x"]}""", """{"results":[],"deleted":0,"failed":0}"""));

    [Fact]
    public void Answers_that_were_not_seen_are_told()
    {
        _document.Validate("GET", Path, 200, [], null, Status);
        Assert.DoesNotContain("GET /images/{id}/status 200", _document.Unseen());
        Assert.Contains("GET /images/{id}/status 404", _document.Unseen());
    }

    private string Found(string method, string path, int status, string? body) =>
        string.Join('\n', _document.Validate(method, path, status, [], null, body));

    private static string Changed(Action<JsonNode> change)
    {
        var status = JsonNode.Parse(Status)!;
        change(status);
        return status.ToJsonString();
    }
}
