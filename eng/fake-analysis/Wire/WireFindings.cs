namespace ImageFunctions.FakeAnalysis.Wire;

/// <summary>What is seen in an image. Confidence is 0–1 and boxes are parts of the image, as the services think.</summary>
public sealed record WireFindings
{
    public IReadOnlyList<WireTag> Tags { get; init; } =
        [new("outdoor", 0.991f), new("dog", 0.95f), new("grass", 0.874f), new("toy", 0.31f)];

    public IReadOnlyList<WireObject> Objects { get; init; } =
        [new("dog", 0.916f, new(0.25, 0.5, 0.5, 0.25)), new("ball", 0.402f, new(0, 0, 0.1, 0.1))];

    public IReadOnlyList<WirePerson> People { get; init; } =
        [new(0.943f, new(0.1, 0.1, 0.2, 0.6)), new(0.87f, new(0.5, 0.1, 0.2, 0.6)), new(0.0017f, new(0, 0, 0.05, 0.05))];

    public IReadOnlyList<WireLine> Lines { get; init; } = [new("BEWARE OF", 0.98f), new("THE DOG", 0.96f), new("x9~", 0.12f)];

    /// <summary>Crops when the request names no ratio.</summary>
    public IReadOnlyList<WireCrop> Crops { get; init; } = [new(1.5f, new(0.1, 0.1, 0.8, 0.6))];

    public string Caption { get; init; } = "a dog on grass";
    public float CaptionConfidence { get; init; } = 0.83f;

    /// <summary>Severity by category of Content Safety: 0, 2, 4 or 6.</summary>
    public IReadOnlyDictionary<string, int> Severities { get; init; } =
        new Dictionary<string, int> { ["Hate"] = 0, ["SelfHarm"] = 0, ["Sexual"] = 0, ["Violence"] = 2 };

    public string ModelVersion { get; init; } = "2023-10-01";
}

public sealed record WireTag(string Name, float Confidence);

public sealed record WireObject(string Name, float Confidence, WireBox Box);

public sealed record WirePerson(float Confidence, WireBox Box);

/// <summary>A line; the confidence is that of each of its words.</summary>
public sealed record WireLine(string Text, float Confidence);

public sealed record WireCrop(float AspectRatio, WireBox Box);

/// <summary>Parts of width and height, 0–1.</summary>
public sealed record WireBox(double X, double Y, double Width, double Height);
