using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageFunctions.Integration.Tests.Delivery;

/// <summary>POST images/{id}/links and the keys that sign.</summary>
public sealed partial class LinkTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Links_come_in_the_order_of_the_request_and_are_the_same_a_moment_later()
    {
        var id = await CompletedAsync();
        var body = new { options = new[] { "w_64", "w_32,f_jpeg" }, expiresInSeconds = 864_000 };
        var links = (await Host.PostAsync($"images/{id}/links", body)).Ok().Items("links");
        Assert.Equal(["w_64", "w_32,f_jpeg"], links.Select(link => link.Text("options")));
        Assert.InRange(links[0].Time("expiresAt"), DateTimeOffset.UtcNow.AddDays(9.9), DateTimeOffset.UtcNow.AddDays(11.1));
        Assert.Equal(
            links.Select(link => link.Text("url")),
            (await Host.PostAsync($"images/{id}/links", body)).Ok().Items("links").Select(link => link.Text("url")));
        foreach (var link in links)
            (await Host.Http.GetAsync(link.Text("url"), Token)).EnsureSuccessStatusCode().Dispose();
    }

    [Theory]
    [InlineData("{}", "options")]
    [InlineData("{\"options\":[]}", "options")]
    [InlineData("{\"options\":[null]}", "options")]
    [InlineData("{\"options\":[\"w_64\"],\"expiresInSeconds\":59}", "expiresInSeconds")]
    [InlineData("{\"options\":[\"w_64\"],\"expiresInSeconds\":315360001}", "expiresInSeconds")]
    public async Task What_cannot_be_signed_is_400(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await Host.PostAsync($"images/{UnknownId()}/links", content)).Problem(400, "invalid_request", field);
    }

    [Fact]
    public async Task Only_the_owner_gets_links()
    {
        var id = await IssueAsync(null, As("ann"));
        var body = new { options = new[] { "w_64" } };
        (await Host.PostAsync($"images/{id}/links", body, As("bob"))).Problem(403, "not_owner");
        (await Host.PostAsync($"images/{id}/links", body, As("ann"))).Ok();
        (await Host.PostAsync($"images/{UnknownId()}/links", body)).Problem(404, "image_not_found");
        using var text = new StringContent("w_64");
        (await Host.PostAsync($"images/{id}/links", text)).Problem(415, "unsupported_media_type");
        (await Host.PostAsync($"images/{id}/links", new { options = new[] { new string('x', 300_000) } })).Problem(413, "body_too_large");
    }

    [Fact]
    public async Task Without_a_key_there_are_no_links()
    {
        (await Patient.PostAsync($"images/{await IssueAsync()}/links", new { options = new[] { "w_64" } }))
            .Problem(409, "links_not_configured");
        (await Patient.GetAsync($"i/{UnknownId()}/w_64?kid={ContractService.LinkKey.Id}&exp=9999999999&sig=x"))
            .Problem(403, "link_invalid");
    }

    [Fact]
    public async Task A_key_that_is_revoked_opens_nothing_any_more()
    {
        var link = ImageLinks.Sign("", await CompletedAsync(), "w_64", "old", ContractService.OldSecret, DateTimeOffset.UtcNow.AddHours(1))
            .TrimStart('/');
        (await Host.Http.GetAsync(link, Token)).EnsureSuccessStatusCode().Dispose();
        Assert.Equal(
            [(ContractService.LinkKey.Id, "signing"), ("old", "valid")],
            (await Host.GetAsync("manage/link-keys")).Ok().Items("keys").Select(key => (key.Text("kid"), key.Text("state"))));
        var revoked = (await Host.PostAsync("manage/link-keys/old/revoke")).Ok();
        Assert.Equal(("old", "revoked"), (revoked.Text("kid"), revoked.Text("state")));
        (await Host.GetAsync(link)).Problem(403, "link_invalid");
        Assert.True(JsonElement.DeepEquals(revoked, (await Host.PostAsync("manage/link-keys/old/revoke")).Ok()));
        (await Host.PostAsync("manage/link-keys/none/revoke")).Problem(404, "link_key_not_found");
    }

    [Fact]
    public void The_documentation_signs_in_CSharp_as_is_tested_here()
    {
        var source = File.ReadAllText(RepositoryFolder.File("tests/ImageFunctions.Integration.Tests/Support/ImageLinks.cs"));
        var method = source[source.IndexOf("    public static string Sign", StringComparison.Ordinal)..source.LastIndexOf('}')].TrimEnd();
        var lines = string.Join('\n', method.ReplaceLineEndings("\n").Split('\n')
            .Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line));
        Assert.Contains(lines, Documentation(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documentation_signs_in_JavaScript()
    {
        var api = Host.Http.BaseAddress!.AbsoluteUri.TrimEnd('/');
        var script = JavaScript().Match(Documentation()).Groups[1].Value
            + $"\nconsole.log(sign('{api}', '{await CompletedAsync()}', 'w_64,f_jpeg', "
            + $"'{ContractService.LinkKey.Id}', '{ContractService.LinkKey.Secret}', new Date(Date.now() + 60000)));";
        using var node = Process.Start(
            new ProcessStartInfo("node", ["--input-type=module", "-e", script]) { RedirectStandardOutput = true })!;
        var link = (await node.StandardOutput.ReadToEndAsync(Token)).Trim();
        await node.WaitForExitAsync(Token);
        using var answer = await Host.Http.GetAsync(link, Token);
        Assert.Equal("image/jpeg", answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
    }

    private static string Documentation() => File.ReadAllText(RepositoryFolder.File("docs/delivery.md")).ReplaceLineEndings("\n");

    [GeneratedRegex("```js\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JavaScript();
}
