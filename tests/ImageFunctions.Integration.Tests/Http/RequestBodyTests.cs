using System.Net.Http.Headers;
using System.Text;

namespace ImageFunctions.Integration.Tests.Http;

/// <summary>Bodies that cannot be used, and what is said of them.</summary>
public sealed class RequestBodyTests(ContractService service) : ContractTest(service)
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"fileName\":\"a.png\"} and more")]
    [InlineData("{'fileName':'a.png'}")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}")]
    public async Task What_is_no_JSON_object_is_400_invalid_json(string body) => (await SendAsync(body)).Problem(400, "invalid_json");

    [Theory]
    [InlineData("{\"fileName\":5}", "fileName")]
    [InlineData("{\"fileName\":\"a.png\",\"tags\":\"one\"}", "tags")]
    [InlineData("{\"fileName\":\"a.png\",\"tags\":[1]}", "tags[0]")]
    [InlineData("{\"fileName\":\"a.png\",\"title\":{}}", "title")]
    [InlineData("{\"fileName\":\"a.png\",\"expiresInDays\":\"soon\"}", "expiresInDays")]
    [InlineData("{\"fileName\":\"a.png\",\"expiresInDays\":1.5}", "expiresInDays")]
    [InlineData("{\"fileName\":\"a.png\",\"expiresInDays\":99999999999}", "expiresInDays")]
    [InlineData("{\"fileName\":\"\\ud800.png\"}", "fileName")]
    public async Task A_member_of_the_wrong_type_is_named(string body, string field)
    {
        var problem = (await SendAsync(body)).Problem(400, "invalid_request");
        Assert.Contains(field, problem.At("errors").Members());
    }

    [Fact]
    public async Task Text_that_is_no_UTF_8_is_400()
    {
        using var content = new ByteArrayContent([.. "{\"fileName\":\""u8, 0xC3, 0x28, .. ".png\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.Equal(400, (await Patient.PostAsync("images/upload", content)).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task A_body_that_is_not_called_JSON_is_415(string type) =>
        (await SendAsync("{\"fileName\":\"a.png\"}", type)).Problem(415, "unsupported_media_type");

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.example+json")]
    [InlineData("APPLICATION/JSON")]
    public async Task A_body_that_is_called_JSON_is_read(string type) => (await SendAsync("{\"fileName\":\"a.png\"}", type)).Ok();

    [Fact]
    public async Task A_byte_order_mark_is_ignored()
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. "{\"fileName\":\"a.png\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await Patient.PostAsync("images/upload", content)).Ok();
    }

    [Theory]
    [InlineData("POST", "images/upload")]
    [InlineData("POST", "upload")]
    [InlineData("POST", "images/upload/batch")]
    [InlineData("POST", "images/delete")]
    [InlineData("PATCH", "images/{id}")]
    public async Task Every_call_with_a_body_refuses_a_long_one_and_one_that_is_not_called_JSON(string method, string path)
    {
        var address = path.Replace("{id}", await IssueAsync(), StringComparison.Ordinal);
        using var large = new StringContent("{\"x\":\"" + new string('x', 300_000) + "\"}", Encoding.UTF8, "application/json");
        using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
        (await Host.SendAsync(new HttpMethod(method), address, large)).Problem(413, "body_too_large");
        (await Host.SendAsync(new HttpMethod(method), address, text)).Problem(415, "unsupported_media_type");
    }

    [Fact]
    public async Task A_body_of_unknown_length_over_256_KB_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/upload")
        {
            Content = new StringContent(
                "{\"fileName\":\"a.png\",\"x\":\"" + new string('x', 300_000) + "\"}", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;
        using var response = await Host.Http.SendAsync(request, Token);
        (await Answer.ReadAsync(response)).Problem(413, "body_too_large");
    }

    private async Task<Answer> SendAsync(string body, string type = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await Patient.PostAsync("images/upload", content);
    }
}
