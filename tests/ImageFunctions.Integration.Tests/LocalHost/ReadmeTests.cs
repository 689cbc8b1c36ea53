using System.Diagnostics;
using System.Text.RegularExpressions;
using ImageFunctions.FakeAnalysis;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>What README.md says to type, typed twice.</summary>
public sealed partial class ReadmeTests(FakeAnalysisService service) : IClassFixture<FakeAnalysisService>, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly ServiceHost _service = service.Host;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_line_of_the_walk_works_once_and_once_more()
    {
        var walk = Block("# 1. Ask for an upload URL");
        for (var walked = 1; walked <= 2; walked++)
        {
            var (exitCode, output) = await TypeAsync(walk);
            Assert.True(exitCode == 0, output);
            Assert.DoesNotContain("\"traceId\"", output, StringComparison.Ordinal);
        }

        var images = (await _service.GetAsync("images?tag=holiday")).Ok();
        Assert.Equal(4, images.Count("count"));
    }

    [Fact]
    public async Task The_three_lines_of_the_fake_analysis_show_a_label_and_a_blocked_image()
    {
        var lines = Block("red.png").Split('\n');
        var upload = lines.Single(line => line.Contains("red.png", StringComparison.Ordinal));
        // Here the next lines are typed until they show it.
        await TypeAsync(upload.Replace("sleep 10", ":", StringComparison.Ordinal));
        await Eventually.Async(
            async _ => (await TypeAsync(string.Join('\n', lines.Where(line => line != upload)))).Output is var found
                && found.Contains("beach.jpg", StringComparison.Ordinal) && found.Contains("content_blocked", StringComparison.Ordinal)
                && found.Contains(SeenByColor.Model, StringComparison.Ordinal),
            Deadline, cancellationToken: Token);
    }

    private static string Block(string part) => ShellBlock().Matches(File.ReadAllText(RepositoryFolder.File("README.md")))
        .Select(match => match.Groups["lines"].Value).Single(lines => lines.Contains(part, StringComparison.Ordinal));

    // In a folder of its own that has the repository's samples, so that what a walk leaves is not left in the repository.
    private async Task<(int ExitCode, string Output)> TypeAsync(string lines)
    {
        var script = AddressLine().Replace(lines, "").Replace("localhost:7071/api", "$api", StringComparison.Ordinal)
            .Replace("docs/samples/", RepositoryFolder.File("docs/samples") + "/", StringComparison.Ordinal);
        var start = new ProcessStartInfo(
            "bash", ["-c", $"set -e -o pipefail; api='{_service.Http.BaseAddress!.AbsoluteUri.TrimEnd('/')}'\n{script}"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        };
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(Token).WaitAsync(Deadline, Token);
        await bash.WaitForExitAsync(Token);
        return (bash.ExitCode, output);
    }

    [GeneratedRegex(@"```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"^api=.*$", RegexOptions.Multiline)]
    private static partial Regex AddressLine();
}
