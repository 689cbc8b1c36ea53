using System.Runtime.InteropServices;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench;

/// <summary>The service as it is deployed, for this platform.</summary>
internal static class PublishedApp
{
    /// <returns>Its folder.</returns>
    /// <exception cref="InvalidOperationException">It cannot be published; the message has the output.</exception>
    public static string Make(bool readyToRun = true)
    {
        var name = readyToRun ? "app" : "app-jit";
        Console.WriteLine($"Publishing the service ({(readyToRun ? "ReadyToRun" : "JIT only")})");
        var folder = RepositoryFolder.File($"artifacts/bench/{name}");
        string[] publish =
        [
            "publish", RepositoryFolder.File("src/ImageFunctions"), "-c", "Release",
            "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "-v", "quiet", "-nologo",
            .. readyToRun ? [] : new[] { "-p:PublishReadyToRun=false" },
        ];
        var (exitCode, output, error) = ChildProcess.Run("dotnet", publish);
        return exitCode == 0 ? folder : throw new InvalidOperationException($"The service could not be published: {output}{error}");
    }
}
