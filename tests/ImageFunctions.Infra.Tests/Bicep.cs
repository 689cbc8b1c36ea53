using System.Reflection;
using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

/// <summary>The Bicep compiler that the restore brought.</summary>
internal static class Bicep
{
    public static string Template { get; } = RepositoryFolder.File("infra/main.bicep");

    public static Command Run(params string[] arguments) => Command.Run(Compiler(), arguments);

    // Skipped where there is no compiler for the platform; a CI that has none is no CI.
    private static string Compiler()
    {
        var restored = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(data => data.Key == "Bicep")?.Value;
        var found = restored ?? OnPath();
        if (found is null && Environment.GetEnvironmentVariable("CI") is null)
            Assert.Skip("No Bicep compiler is restored for this platform, and none is on PATH.");
        return found ?? throw new InvalidOperationException("CI must have a Bicep compiler: restored on linux-x64, else on PATH.");
    }

    private static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "bicep"), Path.Combine(folder, "bicep.exe") }).FirstOrDefault(File.Exists);
}
