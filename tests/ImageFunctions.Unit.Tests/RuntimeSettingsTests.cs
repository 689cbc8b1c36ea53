using System.Text.Json;

namespace ImageFunctions.Unit.Tests;

public sealed class RuntimeSettingsTests
{
    [Fact]
    public void The_app_does_not_profile_itself_in_every_new_process()
    {
        using var runtime = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ImageFunctions.runtimeconfig.json")));
        Assert.False(runtime.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties")
            .GetProperty("System.Runtime.TieredPGO").GetBoolean());
    }
}
