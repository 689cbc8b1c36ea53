using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>
/// What `up` and `demo` print in a terminal of 80 columns: written to docs/terminal.md when UPDATE_SCREENSHOTS is 1, otherwise
/// compared with it.
/// </summary>
public sealed partial class TerminalTests : IDisposable
{
    private const string Document = "docs/terminal.md";
    private const string LastOfUp = "      -d ";
    private static readonly bool Updating = Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "1";
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Up_ends_with_its_addresses_and_demo_says_what_became_of_each_image()
    {
        // One after the other: the first may have to be built.
        string[][] both = [await UpAsync(), await DemoAsync()];
        Assert.All(both.SelectMany(lines => lines), line => Assert.True(line.Length <= TerminalSession.Columns, line));
        var (up, demo) = ($"$ dotnet run dev.cs -- up\n{Text(both[0])}", $"$ dotnet run dev.cs -- demo pictures\n{Text(both[1])}");
        var file = RepositoryFolder.File(Document);
        var document = await File.ReadAllTextAsync(file, Token);
        if (Updating)
        {
            string[] sessions = [up, demo];
            var next = 0;
            await File.WriteAllTextAsync(file, Session().Replace(document, _ => $"```text\n{sessions[next++]}\n```"), Token);
        }
        else
        {
            Assert.Equal([Shape(up), Shape(demo)], Session().Matches(document).Select(match => Shape(match.Groups["printed"].Value)));
        }
    }

    private async Task<string[]> UpAsync()
    {
        var port = FreePort();
        using var session = new TerminalSession(_folder, "up", "--port", $"{port}");
        await session.ReadToAsync(LastOfUp);
        using (var http = new HttpClient())
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri($"http://localhost:{port}/api/gallery"), Token)).StatusCode);
        await session.StopAsync();
        var (lines, _) = await session.EndAsync();
        File.Delete(RepositoryFolder.File($"artifacts/dev/up-{port}.log"));
        var ready = Array.FindIndex(lines, line => line.Contains("is ready", StringComparison.Ordinal));
        Assert.Equal(
            ["API", "Health", "Gallery", "Docs", "Storage", "Log", "Try"],
            lines[(ready + 1)..].Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
                .Select(line => line.Split(' ')[2]));
        Assert.All(lines[(ready + 1)..], line => Assert.Matches("^(  .*|> Stopp.*|)$", line));
        return [.. lines.Select(line => line.Replace($":{port}", ":7071", StringComparison.Ordinal)
            .Replace($"up-{port}.", "up-7071.", StringComparison.Ordinal))];
    }

    private async Task<string[]> DemoAsync()
    {
        var pictures = Directory.CreateDirectory(Path.Combine(_folder, "pictures")).FullName;
        foreach (var sample in (string[])["beach.jpg", "red.png"])
            File.Copy(RepositoryFolder.File($"docs/samples/{sample}"), Path.Combine(pictures, sample));
        var torn = (await File.ReadAllBytesAsync(Path.Combine(pictures, "beach.jpg"), Token))[..3000];
        await File.WriteAllBytesAsync(Path.Combine(pictures, "torn-on-the-way-here.jpg"), torn, Token);
        using var session = new TerminalSession(_folder, "demo", "pictures");
        var (lines, exitCode) = await session.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Equal(["Image", "Status"], Cells(lines.Single(line => line.Contains("Original", StringComparison.Ordinal)))[..2]);
        Assert.Equal(["torn-on…ere.jpg", "failed"], Cells(lines.Single(line => line.Contains("failed", StringComparison.Ordinal)))[..2]);
        return lines;
    }

    private static string[] Cells(string row) => row.Split('│', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => line.TrimEnd())).Trim('\n');

    // Times, sizes and ports differ, and columns with them.
    private static string Shape(string printed) =>
        Runs().Replace(Figures().Replace(printed, "0"), run => run.Value[..1]).Replace("\r", "", StringComparison.Ordinal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"```text\n(?<printed>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Session();

    [GeneratedRegex(@"\d+([.,x]\d+)*")]
    private static partial Regex Figures();

    [GeneratedRegex(" {2,}|─{2,}")]
    private static partial Regex Runs();
}
