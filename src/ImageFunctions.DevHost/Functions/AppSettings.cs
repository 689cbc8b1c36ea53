using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ImageFunctions.DevHost.Functions;

/// <summary>The settings that a function's attributes refer to.</summary>
internal sealed partial class AppSettings(IConfiguration configuration)
{
    /// <summary>Replaces each %Name% by that setting's value.</summary>
    /// <exception cref="InvalidOperationException">There is no such setting.</exception>
    public string Resolve(string text) => SettingName().Replace(text, match =>
        configuration[match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)]
        ?? throw new InvalidOperationException($"The setting '{match.Groups[1].Value}' in '{text}' has no value."));

    /// <summary>Whether the app switches the function off (AzureWebJobs.NAME.Disabled, or with _ where a shell forbids dots).</summary>
    public bool IsDisabled(string function) =>
        configuration.GetValue($"AzureWebJobs.{function}.Disabled", defaultValue: false)
        || configuration.GetValue($"AzureWebJobs_{function}_Disabled", defaultValue: false);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName();
}
