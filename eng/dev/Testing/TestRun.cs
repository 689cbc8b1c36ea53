using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Testing;

/// <summary>Runs built test projects and adds up their results.</summary>
internal sealed class TestRun(Repository repository, Dotnet dotnet, Screen screen, IReadOnlyDictionary<string, string?> environment)
{
    // Tests of pages and of running services wait as much as they work, so two projects fill even two cores well.
    private static readonly int AtOnce = Math.Max(2, Environment.ProcessorCount / 2);

    // What the runner prints before and after each project, and the file that is read here anyway.
    private static readonly string[] Chatter = ["Test run for ", "A total of ", "Results File: "];

    /// <param name="filters">Parts of test names; a test runs when it has any of them. Without filters, all run.</param>
    public async Task<TestTotals> RunAsync(IReadOnlyList<string> projects, string[] filters, CancellationToken cancellationToken)
    {
        var results = repository.At("artifacts", "test-results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);
        var totals = new TestTotals[projects.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        // The longest first, by the size of their code, so that none is left to run alone at the end.
        IReadOnlyList<string> order = [.. projects.OrderByDescending(Size)];
        await Parallel.ForAsync(0, order.Count, parallel, async (index, token) =>
            totals[index] = await RunProjectAsync(order[index], results, filters, token));
        return totals.Aggregate(TestTotals.None, (sum, one) => sum + one);
    }

    private async Task<TestTotals> RunProjectAsync(string project, string results, string[] filters, CancellationToken cancellationToken)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var source = name.Replace("ImageFunctions.", "", StringComparison.Ordinal).Replace(".Tests", "", StringComparison.Ordinal);
        string[] selection = filters.Length == 0 ? [] : ["--filter", string.Join('|', filters.Select(Expression))];
        screen.Say($"Testing {source}");
        var exitCode = await dotnet.RunAsync(
            [
                "test", project, "--no-build", "--nologo", "-v", "quiet", "--logger", $"trx;LogFileName={name}.trx",
                "--logger", "console;verbosity=minimal", "--results-directory", results, .. selection,
            ],
            line => Show(source, line), cancellationToken, environment);
        return TestTotals.Read(Path.Combine(results, name + ".trx"), exitCode);
    }

    private long Size(string project) => repository.SourceFiles([Path.GetDirectoryName(project)!]).Sum(file => file.Length);

    private void Show(string source, string line)
    {
        if (line.Trim().Length > 0 && !Chatter.Any(start => line.StartsWith(start, StringComparison.Ordinal)))
            screen.From(source, line);
    }

    /// <summary>A plain word is looked for in the full name; an expression of the test platform is taken as it is.</summary>
    private static string Expression(string filter) =>
        filter.AsSpan().ContainsAny('=', '~') ? $"({filter})" : $"FullyQualifiedName~{filter}";
}
