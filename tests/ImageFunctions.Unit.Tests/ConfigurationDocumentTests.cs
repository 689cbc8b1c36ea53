using System.Reflection;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Testing;

namespace ImageFunctions.Unit.Tests;

public sealed class ConfigurationDocumentTests
{
    public static TheoryData<string> Settings => [.. typeof(ImageLimits).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) || type == typeof(ImageLimits))
        .Where(type => type.Name != "StorageOptions")
        .Select(type => (type, section: type.GetField("Section")?.GetRawConstantValue() as string))
        .Append((type: typeof(VariantOptions), section: "Variants__N"))
        .Where(pair => pair.section is not null)
        .SelectMany(pair => pair.type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.CanWrite).Select(property => $"{pair.section}__{property.Name}"))];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_documented_with_its_default(string setting)
    {
        var row = File.ReadLines(RepositoryFolder.File("docs/configuration.md"))
            .FirstOrDefault(line => line.StartsWith($"| `{setting}` |", StringComparison.Ordinal));
        Assert.NotNull(row);
        Assert.Contains("efault", row);
    }
}
