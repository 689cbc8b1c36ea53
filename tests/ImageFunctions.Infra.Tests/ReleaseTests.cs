using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

/// <summary>The release script, with an Azure of two apps that only answers what it is asked.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("release-").FullName;

    [Fact]
    public void Each_app_is_tried_at_its_own_address_with_its_function_key() =>
        Assert.Equal(["https://one.example/api one-key x-functions-key", "https://two.example/api two-key x-functions-key"],
            Release(publicUrl: "", gateway: ""));

    [Fact]
    public void Behind_a_gateway_the_key_is_the_releases_own() =>
        Assert.Equal(
            ["https://gateway.example/api release-key x-functions-key", "https://gateway.example/api release-key x-functions-key"],
            Release("https://gateway.example/api", "/apim"));

    [Fact]
    public void A_gateway_that_asks_for_another_header_gets_it() =>
        Assert.All(Release("https://gateway.example/api", "/apim", ("API_MANAGEMENT_KEY_HEADER", "x-api-key")),
            call => Assert.EndsWith(" x-api-key", call, StringComparison.Ordinal));

    [Fact]
    public void Behind_Front_Door_alone_the_key_is_the_apps() =>
        Assert.Equal(["https://door.example/api one-key x-functions-key", "https://door.example/api two-key x-functions-key"],
            Release("https://door.example/api", gateway: ""));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // What the round trip was started with, by each app: address, key and header.
    private string[] Release(string publicUrl, string gateway, params (string Name, string Value)[] environment)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The script is for bash.");
        Stub("az", $"""
            case "$*" in
              "functionapp list"*) printf 'rg\tone\tone.example\nrg\ttwo\ttwo.example\n' ;;
              "functionapp keys list"*"--name one"*) echo one-key ;;
              "functionapp keys list"*"--name two"*) echo two-key ;;
              "resource list"*) echo "{gateway}" ;;
              "rest --method post --url /apim/subscriptions/release/listSecrets"*) echo release-key ;;
            esac
            """);
        Stub("node", """echo "tried $2 $API_KEY $API_KEY_HEADER" """);

        var released = Command.Run(
            "bash", [RepositoryFolder.File(".github/scripts/release.sh"), "test", "app.zip", publicUrl],
            [("PATH", $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}"), .. environment]);

        Assert.True(released.ExitCode == 0, released.Errors);
        return [.. released.Output.Split('\n').Where(line => line.StartsWith("tried ", StringComparison.Ordinal))
            .Select(line => line["tried ".Length..].TrimEnd())];
    }

    private void Stub(string program, string script)
    {
        var file = Path.Combine(_folder, program);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
