using System.Text.RegularExpressions;
using ImageFunctions.Testing;

namespace ImageFunctions.Unit.Tests;

/// <summary>The rooms of src/ImageFunctions and who may know whom, read from the source itself.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Domain"] = [],
        ["Imaging"] = ["Domain"],
        ["Analysis"] = ["Domain"],
        ["Storage"] = ["Domain"],
        ["Webhooks"] = ["Domain"],
        ["Workflows"] = ["Domain", "Imaging", "Analysis", "Storage", "Webhooks"],
        ["Requests"] = ["Domain", "Workflows"],
        // A queue binding names its queue and connection.
        ["Events"] = ["Domain", "Workflows", "Storage"],
        ["Hosting"] = ["Domain", "Workflows", "Requests", "Storage"],
    };

    public static TheoryData<string> Rooms => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_the_rooms_it_may(string room)
    {
        var wrong = Files(room).SelectMany(file => OwnNamespaces().Matches(File.ReadAllText(file))
            .Select(match => match.Groups[1].Value)
            .Where(used => used != room && MayUse.ContainsKey(used) && !MayUse[room].Contains(used))
            .Select(used => $"{Path.GetFileName(file)} uses {used}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_code_is_a_known_room()
    {
        var folders = Directory.GetDirectories(RepositoryFolder.File("src/ImageFunctions")).Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj" or "wwwroot"));
        Assert.Equal(MayUse.Keys.Order(), folders.Order());
    }

    [Theory]
    [InlineData(@"\bAzure\.Storage\.(Blobs|Queues)\b(?!\.Models)", "Storage/")]
    [InlineData(@"\bAzure\.Data\.Tables\b", "Storage/")]
    [InlineData(@"\bAzure\.AI\.", "Analysis/Azure")]
    [InlineData(@"\bSixLabors\b", "Imaging/ImageSharp/")]
    [InlineData(@"\bNetVips\b", "Imaging/Vips/")]
    [InlineData(@"\b(LibraryImport|NativeLibrary)\b", "Imaging/")]
    [InlineData(@"\bStatusCodes?\.Status[45]", "Requests/ProblemResponses.cs")]
    public void A_library_is_mentioned_only_in_its_room(string pattern, string room)
    {
        var root = RepositoryFolder.File("src/ImageFunctions");
        var wrong = AllFiles().Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith(room, StringComparison.Ordinal) && file is not "Requests/GetHealth.cs")
            .Where(file => Regex.IsMatch(WithoutComments(File.ReadAllText(Path.Combine(root, file))), pattern));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Queue_types_are_seen_only_by_storage_and_the_queue_functions()
    {
        var wrong = AllFiles().Where(file => File.ReadAllText(file).Contains("Azure.Storage.Queues.Models", StringComparison.Ordinal))
            .Where(file => !file.Contains("Storage" + Path.DirectorySeparatorChar) && !file.Contains("Events" + Path.DirectorySeparatorChar));
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_domain_uses_no_package()
    {
        var wrong = Files("Domain").Where(file => PackageUsing().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_source_has_no_conditional_code_and_does_not_know_what_stands_in_for_packages()
    {
        var wrong = AllFiles().Where(file => ConditionalCode().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Files(string room) =>
        Directory.EnumerateFiles(RepositoryFolder.File($"src/ImageFunctions/{room}"), "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<string> AllFiles() =>
        MayUse.Keys.SelectMany(Files).Concat(Directory.EnumerateFiles(RepositoryFolder.File("src/ImageFunctions"), "*.cs"));

    private static string WithoutComments(string code) => Regex.Replace(code, @"^\s*//.*$", "", RegexOptions.Multiline);

    [GeneratedRegex(@"\bImageFunctions\.([A-Z][A-Za-z]+)")]
    private static partial Regex OwnNamespaces();

    [GeneratedRegex(@"^using (?!System|ImageFunctions)", RegexOptions.Multiline)]
    private static partial Regex PackageUsing();

    [GeneratedRegex(@"^\s*#if|stand-?in", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ConditionalCode();
}
