using System.Text;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>Forms and types as clients write them: read where their meaning is clear, and nothing of them lost in silence.</summary>
public sealed class FormReadingTests(ContractService service) : ContractTest(service)
{
    [Theory]
    [InlineData("-XrQ/dc2lp", "multipart/form-data; boundary=-XrQ/dc2lp")]
    [InlineData("-XrQ/dc2lp", "multipart/form-data; boundary=\"-XrQ/dc2lp\"")]
    [InlineData("a'()+_,-./:=?b", "multipart/form-data; boundary=a'()+_,-./:=?b")]
    [InlineData("frontier", "MULTIPART/FORM-DATA; BOUNDARY=frontier;")]
    [InlineData("frontier", "multipart/form-data ; charset=utf-8 ; boundary = frontier ; ")]
    public async Task A_boundary_is_read_with_and_without_quotes(string boundary, string type)
    {
        using var form = new RawForm(boundary).Add("form-data; name=\"file\"; filename=\"cat.png\"", NewPicture()).Close(type);
        Assert.Equal("cat.png", (await Host.PostAsync("images", form)).Ok(202).Text("fileName"));
    }

    [Theory]
    [InlineData("form-data; name=\"file\"; filename=\"a\"b.png\"", "a\"b.png")]
    [InlineData("form-data; name=\"file\"; filename=\"a\\\"b.png\"", "a\"b.png")]
    [InlineData("form-data; filename=\"x; name=y.png\"; name=\"file\"", "x; name=y.png")]
    [InlineData("form-data; name=file; filename=cat.png;", "cat.png")]
    [InlineData("FORM-DATA; NAME=\"file\"; FILENAME=\"cat.png\"", "cat.png")]
    [InlineData("form-data; name=\"file\"; filename=\"C:\\fakepath\\my photo.png\"", "my photo.png")]
    [InlineData("form-data; name=\"file\"; filename=\"a%22b.png\"", "a%22b.png")]
    [InlineData("form-data; name=\"file\"; filename=\"x.png\"; filename*=UTF-8''1_%D0%9B.png", "1_Л.png")]
    [InlineData("form-data; name=\"file\"; filename=\"=?utf-8?B?R3LDvMOfZS5wbmc=?=\"", "Grüße.png")]
    [InlineData("form-data; name=\"file\"; filename=\"Gr\u00fc\u00dfe.png\"", "Gr\uFFFD\uFFFDe.png")]
    public async Task A_file_name_is_read_however_it_is_quoted_and_what_is_lost_of_it_can_be_seen(string disposition, string name)
    {
        using var form = new RawForm().Add(disposition, NewPicture()).Close();
        Assert.Equal(name, (await Host.PostAsync("images", form)).Ok(202).Text("fileName"));
    }

    [Theory]
    [InlineData("nonsense;;=")]
    [InlineData("form-data; filename=\"cat.png\"")]
    public async Task A_part_without_a_name_is_400_and_the_answer_names_the_header(string disposition)
    {
        using var form = new RawForm().Add(disposition, NewPicture()).Close();
        Assert.Contains("Content-Disposition", (await Host.PostAsync("images", form)).Problem(400, "invalid_request")
            .Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_file_is_400_and_neither_is_kept()
    {
        var user = NewName();
        using var form = new RawForm()
            .Add("form-data; name=\"user_id\"", Encoding.UTF8.GetBytes(user))
            .Add("form-data; name=\"file\"; filename=\"one.png\"", NewPicture())
            .Add("form-data; name=\"file\"; filename=\"two.png\"", NewPicture()).Close();
        var problem = (await Host.PostAsync("images", form)).Problem(400, "invalid_request");
        Assert.Contains("One file per request", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Empty((await Host.GetAsync($"users/{user}/images")).Ok().Ids());
    }

    [Fact]
    public async Task A_file_under_another_name_is_400_and_says_so()
    {
        using var form = new RawForm().Add("form-data; name=\"photo\"; filename=\"one.png\"", NewPicture()).Close();
        Assert.Contains("must be named file", (await Host.PostAsync("images", form)).Problem(400, "file_required")
            .Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_read_in_the_charset_that_its_part_names()
    {
        using var form = new RawForm()
            .Add("form-data; name=\"title\"", Encoding.Latin1.GetBytes("Grüße"), "Content-Type: text/plain; charset=ISO-8859-1\r\n")
            .Add("form-data; name=\"description\"", Encoding.Latin1.GetBytes("Grüße"))
            .Add("form-data; name=\"file\"; filename=\"one.png\"", NewPicture()).Close();
        var image = (await Host.PostAsync("images", form)).Ok(202);
        Assert.Equal("Grüße", image.Text("title"));
        Assert.Equal("Gr\uFFFD\uFFFDe", image.Text("description"));
    }

    [Theory]
    [InlineData("x.jpg", "image/jpeg; charset=binary", "image/jpeg")]
    [InlineData("x.jpg", "IMAGE/JPEG ", "image/jpeg")]
    [InlineData("x", "image/png;", "image/png")]
    [InlineData("x.gif", "application/octet-stream", "image/gif")]
    [InlineData("x.webp", "", "image/webp")]
    [InlineData("a.jpg", null, "image/jpeg")]
    [InlineData("a.JPEG", null, "image/jpeg")]
    [InlineData("a.png", null, "image/png")]
    [InlineData("blob", "application/octet-stream", "application/octet-stream")]
    [InlineData("blob", "", "application/octet-stream")]
    public async Task A_type_is_read_without_its_parameters_and_follows_from_the_name_where_it_says_nothing(
        string fileName, string? fileType, string declared)
    {
        var issued = (await Patient.PostAsync("images/upload", new { fileName, fileType })).Ok();
        Assert.Equal(declared, issued.At("headers").Text("Content-Type"));
    }

    [Fact]
    public async Task A_file_that_nothing_is_said_of_is_known_by_its_content()
    {
        var image = await Host.ProcessAsync(NewPicture(), new { fileName = "blob", fileType = "application/octet-stream" });
        Assert.Equal(("completed", "image/png"), (image.Text("status"), image.Text("contentType")));
    }

    [Theory]
    [InlineData("x.txt", null, "fileName")]
    [InlineData("x.txt", "application/octet-stream", "fileName")]
    [InlineData("x.jpg", "image/heic; q=1", "fileType")]
    public async Task A_type_that_is_refused_is_named(string fileName, string? fileType, string field) =>
        (await Patient.PostAsync("images/upload", new { fileName, fileType })).Problem(415, "unsupported_type", field);

    [Theory]
    [InlineData("application/json;")]
    [InlineData("Application/JSON; charset=\"utf-8\";")]
    [InlineData("application/problem+json")]
    public async Task JSON_is_known_by_the_type_alone(string type)
    {
        using var content = new ByteArrayContent("{\"fileName\":\"a.png\"}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await Patient.PostAsync("images/upload", content)).Ok();
    }
}
