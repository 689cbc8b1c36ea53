using System.Globalization;
using System.Xml.Linq;

namespace ImageFunctions.Dev.Testing;

/// <summary>Numbers of tests.</summary>
internal sealed record TestTotals(int Passed, int Failed, int Skipped)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static readonly TestTotals None = new(0, 0, 0);

    public static TestTotals operator +(TestTotals left, TestTotals right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>Counts the results in a trx file; a run without one, or that failed without a failed test, counts as one failure.</summary>
    public static TestTotals Read(string trxFile, int exitCode)
    {
        var totals = File.Exists(trxFile) ? Count(XDocument.Load(trxFile)) : None;
        var unexplained = totals.Failed == 0 && (exitCode != 0 || !File.Exists(trxFile));
        return unexplained ? totals with { Failed = 1 } : totals;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    private static TestTotals Count(XDocument trx)
    {
        var outcomes = trx.Descendants(Trx + "UnitTestResult").CountBy(result => (string?)result.Attribute("outcome") ?? "").ToDictionary();
        var passed = outcomes.GetValueOrDefault("Passed");
        var skipped = outcomes.GetValueOrDefault("NotExecuted");
        // Whatever else is written there (Failed, Error, Timeout, Aborted …) did not pass.
        return new TestTotals(passed, outcomes.Values.Sum() - passed - skipped, skipped);
    }
}
