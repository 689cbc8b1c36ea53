using ImageFunctions.Testing.OpenApi;

[assembly: AssemblyFixture(typeof(ImageFunctions.Integration.Tests.Support.DocumentTraffic))]

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// Holds all traffic of these tests against openapi.json: at each call what the document lacks, at the end of a whole run
/// what it invents.
/// </summary>
public sealed class DocumentTraffic : IDisposable
{
    /// <summary>Set for runs of all tests (dev.cs does); others see only a part of the answers.</summary>
    private const string WholeVariable = "IMAGEFUNCTIONS_TEST_WHOLE";

    // Every operation can answer so; what makes one do it is tested once.
    private static readonly int[] AnyTime = [429, 500, 503];

    private static readonly string[] NotSeenHere =
    [
        "GET /images/{id}/download 302", // the client goes where it leads
        "POST /images 404", // deleted while it arrives
        "POST /images 409", "PATCH /images/{id} 409", "DELETE /images/{id} 409", // changed many times at once
    ];

    internal static OpenApiDocument Document { get; } = OpenApiDocument.Load();

    internal static void Disagree(string finding) => Assert.Fail($"openapi.json disagrees: {finding}");

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable(WholeVariable) != "1")
            return;
        var invented = Document.Unseen().Except(NotSeenHere)
            .Where(answer => !AnyTime.Any(status => answer.EndsWith($" {status}", StringComparison.Ordinal)) && !IsOfPages(answer));
        Assert.Empty(invented);
    }

    // Their own tests look at what they answer.
    private static bool IsOfPages(string answer) =>
        answer.Split(' ')[1] is var path && (path == "/openapi.json" || path.StartsWith("/docs", StringComparison.Ordinal)
            || path.StartsWith("/gallery", StringComparison.Ordinal));
}
