using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Architecture = ArchUnitNET.Domain.Architecture;

namespace ImageFunctions.Unit.Tests;

/// <summary>
/// Functions → Http → (Uploads | Processing | Delivery | Images | Webhooks | Maintenance) →
/// (Imaging | Analysis | Storage | Outbound | Telemetry) → Contracts → Images.Record, never back.
/// </summary>
public sealed class ArchitectureTests
{
    private static readonly string[][] Layers =
    [
        ["Functions"],
        ["Http"],
        ["Uploads", "Processing", "Delivery", "Images", "Webhooks", "Maintenance"],
        ["Imaging", "Analysis", "Storage", "Outbound", "Telemetry"],
        ["Contracts"],
        ["Images.Record"],
    ];

    private static readonly Architecture Code = new ArchLoader().LoadAssemblies(typeof(Composition).Assembly).Build();

    public static TheoryData<int> Upper => [.. Enumerable.Range(0, Layers.Length - 1)];

    [Theory]
    [MemberData(nameof(Upper))]
    public void No_layer_is_known_to_one_below(int upper)
    {
        var below = Types().That().ResideInNamespaceMatching(Pattern(Layers[(upper + 1)..].SelectMany(rooms => rooms)));
        var above = Types().That().ResideInNamespaceMatching(Pattern(Layers[upper]));
        below.Should().NotDependOnAny(above).Check(Code);
    }

    [Fact]
    public void Every_namespace_is_a_room()
    {
        var homeless = typeof(Composition).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("ImageFunctions.", StringComparison.Ordinal) == true)
            .Where(type => !System.Text.RegularExpressions.Regex.IsMatch(type.Namespace!, Pattern(Layers.SelectMany(rooms => rooms))));
        Assert.Empty(homeless);
    }

    [Theory]
    [InlineData("Azure.AI", "Analysis")]
    [InlineData("SixLabors", "Imaging.ImageSharp")]
    [InlineData("NetVips", "Imaging.Vips")]
    [InlineData("Azure.Storage.Blobs", "Storage")]
    [InlineData("Microsoft.AspNetCore.Mvc", "Http")]
    public void A_library_is_known_only_in_its_room(string library, string room)
    {
        IArchRule rule = Types().That().DoNotResideInNamespaceMatching(Pattern([room])).And().ResideInNamespaceMatching("^ImageFunctions")
            .Should().NotDependOnAnyTypesThat()
            .ResideInNamespaceMatching("^" + library.Replace(".", "\\.", StringComparison.Ordinal) + "(\\.|$)");
        rule.Check(Code);
    }

    // Images.Record is a layer of its own, below the room that it lies in.
    private static string Pattern(IEnumerable<string> rooms) =>
        $"^ImageFunctions\\.({string.Join('|', rooms.Select(Room))})";

    private static string Room(string room) =>
        room == "Images" ? "Images$" : room.Replace(".", "\\.", StringComparison.Ordinal) + "(\\.|$)";
}
