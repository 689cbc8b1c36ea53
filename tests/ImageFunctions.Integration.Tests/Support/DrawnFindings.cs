using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// What the analysers see in a drawn picture: always the same, but for its width. A test that draws a picture of a width of
/// its own has a label of its own.
/// </summary>
internal static class DrawnFindings
{
    public const string Model = "drawn-1";

    /// <summary>Pictures of this width are full of text.</summary>
    public const int VerboseWidth = 617;

    /// <summary>Nothing is found in pictures of this width.</summary>
    public const int EmptyWidth = 607;

    private static WireFindings Nothing { get; } = new()
    {
        Tags = [],
        Objects = [],
        People = [],
        Lines = [],
        Severities = new Dictionary<string, int> { ["Hate"] = 0, ["SelfHarm"] = 0, ["Sexual"] = 0, ["Violence"] = 0 },
        ModelVersion = Model,
    };

    public static string LabelFor(int width) => $"Width {width}";

    public static WireFindings For(int width, int height) => width == EmptyWidth ? Nothing : new()
    {
        Tags = [new(LabelFor(width), 0.915f), new("picture", 0.625f)],
        Objects = [new("tile", 0.775f, new(1.5 / width, 2.5 / height, 30.5 / width, 40.5 / height))],
        Lines = width == VerboseWidth
            ? [.. Enumerable.Range(0, 2000).Select(line => new WireLine($"Line {line} of a page with very much text", 0.9f))]
            : [new("HELLO", 0.9f), new("WORLD", 0.9f)],
        People = [new(0.9f, new(0, 0, 0.1, 0.1)), new(0.9f, new(0.5, 0, 0.1, 0.1))],
        Severities = new Dictionary<string, int> { ["Hate"] = 4, ["SelfHarm"] = 0, ["Sexual"] = 0, ["Violence"] = 0 },
        ModelVersion = Model,
    };

    /// <summary>The settings that lead a worker to a server of these findings.</summary>
    public static Dictionary<string, string?> Settings(VisionWireServer server) => new()
    {
        ["Vision:Endpoint"] = server.Endpoint.AbsoluteUri,
        ["Vision:Key"] = VisionWireServer.Key,
        ["Vision:Features"] = "Tags,Objects,People,Read",
        ["ContentSafety:Endpoint"] = server.Endpoint.AbsoluteUri,
        ["ContentSafety:Key"] = VisionWireServer.Key,
    };

    public static async Task<VisionWireServer> StartServerAsync()
    {
        var server = await VisionWireServer.StartAsync(Token);
        server.FindingsFor = For;
        return server;
    }
}
