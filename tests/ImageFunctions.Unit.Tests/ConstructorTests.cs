using System.Reflection;
using System.Runtime.CompilerServices;

namespace ImageFunctions.Unit.Tests;

public sealed class ConstructorTests
{
    private const int Most = 6;

    /// <summary>What goes together is a type of its own. Records are data, and may have as many members as the data has.</summary>
    [Fact]
    public void No_class_is_made_of_more_than_six_things()
    {
        var large = typeof(Composition).Assembly.GetTypes()
            .Where(type => type.IsClass && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.GetMethod("<Clone>$") is null)
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(constructor => constructor.GetParameters().Length > Most)
            .Select(constructor => $"{constructor.DeclaringType!.Name} ({constructor.GetParameters().Length})");
        Assert.Empty(large);
    }
}
