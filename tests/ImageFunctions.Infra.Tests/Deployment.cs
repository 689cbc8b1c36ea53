using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageFunctions.Infra.Tests;

/// <summary>
/// What a deployment with some parameters would make: the compiled template, evaluated by the compiler's own prediction. What it
/// cannot know, the outputs of modules and secret parameters, is put in beforehand, so that nothing stays an expression.
/// </summary>
internal sealed partial class Deployment
{
    private static readonly Lazy<string> Folder = new(Compile);

    private static readonly string[] Needed =
    [
        "environmentName = 'test'", "location = 'westeurope'", "principalId = '11111111-1111-1111-1111-111111111111'",
    ];

    private readonly Lazy<IReadOnlyList<Resource>> _resources;

    public Deployment(string name, params string[] parameters) =>
        _resources = new(() => Predict(name, [.. Needed, .. parameters]));

    /// <summary>Every parameter at its default.</summary>
    public static Deployment Default { get; } = new("default");

    /// <summary>Every option on, in two regions.</summary>
    public static Deployment Everything { get; } = new("everything",
        "secondaryLocation = 'northeurope'", "visionEnabled = true", "moderationEnabled = true", "vnetEnabled = true",
        "frontDoorEnabled = true", "apiManagementEnabled = true", "defenderEnabled = true", "zoneRedundant = true", "geoRedundant = true",
        "webhookUrl = 'https://receiver.example/hook'", "webhookSigningSecret = 'sixteen letters and more'",
        "deliverySigningSecret = 'thirty-two letters and a few more of them'", "logLevel = 'Debug'",
        "allowedOrigins = 'https://page.example'", "alertEmails = 'somebody@example.com'", "alertWebhookUrl = 'https://chat.example'",
        "identityConfigurationUrl = 'https://sign-in.example/.well-known/openid-configuration'", "identityAudience = 'api://images'");

    public static Deployment Gateway { get; } = new("gateway", "apiManagementEnabled = true");

    public static Deployment FrontDoor { get; } = new("front-door", "frontDoorEnabled = true");

    public IReadOnlyList<Resource> Resources => _resources.Value;

    public IEnumerable<Resource> Of(string type) => Resources.Where(resource => resource.Type == type);

    public Resource Single(string type) => Assert.Single(Of(type));

    /// <summary>App settings of one region's app.</summary>
    public IReadOnlyDictionary<string, string> Settings(int region = 0) => Of("Microsoft.Web/sites/config").ElementAt(region)
        .Properties.EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);

    /// <summary>The values that a parameter of the template may have.</summary>
    public static IReadOnlyList<string> Allowed(string parameter)
    {
        using var template = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder.Value, "main.json")));
        return [.. template.RootElement.GetProperty("parameters").GetProperty(parameter).GetProperty("allowedValues").EnumerateArray()
            .Select(value => value.GetString()!)];
    }

    /// <summary>The template with the answers that Azure would give, in a folder of its own.</summary>
    private static string Compile()
    {
        var compiled = Bicep.Run("build", Bicep.Template, "--stdout");
        Assert.True(compiled.ExitCode == 0, compiled.Errors);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "deployments")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "main.json"),
            Output().Replace(compiled.Output, Answer).Replace("\"securestring\"", "\"string\"", StringComparison.Ordinal));
        return folder;
    }

    private static string Answer(Match match) => match.Groups["output"].Value switch
    {
        "" => "'core.windows.net'",
        "hostName" or "gatewayHostName" => $"'{match.Groups["module"].Value}.example'",
        var output => $"'https://{match.Groups["module"].Value}.example/{output}/'",
    };

    /// <summary>What is said of parameters that make no deployment.</summary>
    public static string Refusal(params string[] parameters) =>
        Snapshot(Path.Combine(Folder.Value, "refused"), [.. Needed, .. parameters]).Errors;

    private static IReadOnlyList<Resource> Predict(string name, IEnumerable<string> parameters)
    {
        var file = Path.Combine(Folder.Value, name);
        var predicted = Snapshot(file, parameters);
        Assert.True(predicted.ExitCode == 0 && predicted.Errors.Length == 0, predicted.Errors);
        return [.. JsonDocument.Parse(File.ReadAllText($"{file}.snapshot.json")).RootElement.GetProperty("predictedResources")
            .EnumerateArray()
            .Select(resource => new Resource(resource))];
    }

    private static Command Snapshot(string file, IEnumerable<string> parameters)
    {
        File.WriteAllLines($"{file}.bicepparam", ["using './main.json'", .. parameters.Select(parameter => $"param {parameter}")]);
        return Bicep.Run("snapshot", $"{file}.bicepparam", "--mode", "overwrite",
            "--subscription-id", "00000000-0000-0000-0000-000000000001", "--tenant-id", "00000000-0000-0000-0000-000000000002",
            "--location", "westeurope");
    }

    [GeneratedRegex(@"reference\('(?<module>\w+)'\)\.outputs\.(?<output>\w+)\.value|environment\(\)\.suffixes\.storage")]
    private static partial Regex Output();
}

/// <summary>One resource of a deployment.</summary>
internal sealed record Resource(JsonElement Json)
{
    public string Type => Json.GetProperty("type").GetString()!;

    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>The last part of the name.</summary>
    public string Name => Json.GetProperty("name").GetString()!.Split('/')[^1];

    public JsonElement Properties => Json.GetProperty("properties");

    /// <summary>A value by its path within the properties.</summary>
    public JsonElement this[params ReadOnlySpan<string> path]
    {
        get
        {
            var value = Properties;
            foreach (var part in path)
                value = value.GetProperty(part);
            return value;
        }
    }

    public string Text(params ReadOnlySpan<string> path) => this[path].ToString();
}
