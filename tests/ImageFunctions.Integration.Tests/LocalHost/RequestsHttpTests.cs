using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>Sends what requests.http has, from top to bottom and then again, as an editor would.</summary>
public sealed partial class RequestsHttpTests
{
    // What has nothing to act on in a service where all goes well.
    private static readonly string[] NeedMishaps = ["dead-letters/", "manage/moderation/", "/revoke", "sig=none", "images/import"];

    private readonly Dictionary<string, (JsonElement Body, HttpResponseMessage Response)> _answers = [];
    private readonly Dictionary<string, string> _variables = [];
    private ServiceHost _host = null!;

    [Fact]
    public async Task Every_request_works_once_and_once_more()
    {
        await using var service = await IsolatedService.StartAsync(new()
        {
            ["Delivery:Keys:0:Id"] = "any",
            ["Delivery:Keys:0:Secret"] = "a-secret-of-at-least-32-characters",
        });
        _host = service.Host;
        var file = await File.ReadAllTextAsync(RepositoryFolder.File("requests.http"), Token);
        var failures = new List<string>();
        for (var walked = 1; walked <= 2; walked++)
        {
            foreach (var block in Separator().Split(file.ReplaceLineEndings("\n")))
            {
                if (await SendAsync(block) is { } failure)
                    failures.Add($"{walked}: {failure}");
            }
        }

        Assert.Empty(failures);
    }

    private async Task<string?> SendAsync(string block)
    {
        string? name = null;
        var lines = new List<string>();
        var variables = new List<string>();
        foreach (var line in block.Split('\n').Skip(block.StartsWith("### ", StringComparison.Ordinal) ? 1 : 0))
        {
            if (line.StartsWith("# @name ", StringComparison.Ordinal))
                name = line["# @name ".Length..];
            else if (line.StartsWith('@'))
                variables.Add(line[1..]);
            else if (!line.StartsWith('#'))
                lines.Add(line);
        }

        var text = string.Join('\n', lines).Trim('\n');
        var failure = text.Length > 0 ? await SendAsync(name, text) : null;
        foreach (var parts in variables.Select(variable => variable.Split('=', 2, StringSplitOptions.TrimEntries)))
            _variables[parts[0]] = parts[0] == "host" ? _host.Root.AbsoluteUri.TrimEnd('/') : Fill(parts[1]);
        return failure;
    }

    private async Task<string?> SendAsync(string? name, string text)
    {
        var (head, body) = text.Split("\n\n", 2) is [var first, var rest] ? (first, rest) : (text, "");
        var headLines = Fill(head).Split('\n');
        var (method, address) = (headLines[0].Split(' ')[0], headLines[0].Split(' ')[1]);
        if (NeedMishaps.Any(part => address.Contains(part, StringComparison.Ordinal)))
            return null;
        using var request = new HttpRequestMessage(new HttpMethod(method), address)
        {
            Content = body.Length > 0 ? new ByteArrayContent(Bytes(body)) : null
        };
        foreach (var header in headLines.Skip(1).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)))
        {
            if (!request.Headers.TryAddWithoutValidation(header[0], header[1]))
                request.Content?.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        using var http = new HttpClient();
        var response = await http.SendAsync(request, Token);
        var answer = await response.Content.ReadAsStringAsync(Token);
        if (name is not null)
            _answers[name] = (JsonDocument.Parse(answer).RootElement, response);
        await SettleAsync(address);
        return response.IsSuccessStatusCode || (int)response.StatusCode == 304 ? null
            : $"{headLines[0]}: {(int)response.StatusCode} {answer}";
    }

    // People read an answer before they send the next request: by then an image that is worked on is done.
    private async Task SettleAsync(string address)
    {
        if (_variables.TryGetValue("id", out var id)
            && (address.EndsWith("/complete", StringComparison.Ordinal) || address.EndsWith("/reprocess", StringComparison.Ordinal)))
            await _host.WaitForAsync(id, "completed");
    }

    private static byte[] Bytes(string body)
    {
        if (!body.Contains("< ./", StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(body);
        using var bytes = new MemoryStream();
        var lines = body.Split('\n');
        var multipart = lines.Length > 1;
        foreach (var line in lines)
        {
            bytes.Write(line.StartsWith("< ./", StringComparison.Ordinal)
                ? File.ReadAllBytes(RepositoryFolder.File(line["< ./".Length..])) : Encoding.UTF8.GetBytes(line));
            bytes.Write(multipart ? "\r\n"u8 : []);
        }

        return bytes.ToArray();
    }

    private string Fill(string text)
    {
        while (Variable().Match(text) is { Success: true } match)
            text = text[..match.Index] + ValueOf(match.Groups["name"].Value) + text[(match.Index + match.Length)..];
        return text;
    }

    private string ValueOf(string name)
    {
        if (name == "$timestamp")
            return $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";
        if (_variables.TryGetValue(name, out var value))
            return value;
        if (name.Split(".response.") is not [var request, var path] || !_answers.TryGetValue(request, out var answer))
            return "none";
        if (path.StartsWith("headers.", StringComparison.Ordinal))
            return answer.Response.Headers.NonValidated[path["headers.".Length..]].ToString();
        return Member(answer.Body, path["body.$.".Length..]) ?? "none";
    }

    private static string? Member(JsonElement body, string path)
    {
        foreach (var part in path.Split('.', '['))
        {
            if (part.EndsWith(']') && int.TryParse(part.TrimEnd(']'), out var index))
            {
                if (body.GetArrayLength() <= index)
                    return null;
                body = body[index];
            }
            else if (!body.TryGetProperty(part, out body))
            {
                return null;
            }
        }

        return body.ToString();
    }

    [GeneratedRegex(@"^(?=### )", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex(@"\{\{(?<name>[^}]+)\}\}")]
    private static partial Regex Variable();
}
