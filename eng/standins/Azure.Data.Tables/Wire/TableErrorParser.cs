using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>
/// Reads <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>. In a batch the message starts with the number of the
/// step at fault and a colon.
/// </summary>
internal sealed partial class TableErrorParser : RequestFailedDetailsParser
{
    public const string FailedActionKey = "FailedEntity";

    public static TableErrorParser Instance { get; } = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        if (response.ContentStream is not { CanSeek: true, Length: > 0 } content)
            return false;

        try
        {
            content.Position = 0;
            using var document = JsonDocument.Parse(content);
            var details = document.RootElement.GetProperty("odata.error");
            var message = details.GetProperty("message").GetProperty("value").GetString() ?? "";
            error = new ResponseError(details.GetProperty("code").GetString(), message);
            if (NumberedMessage().Match(message) is { Success: true } match)
                data = new Dictionary<string, string> { [FailedActionKey] = match.Groups[1].Value };
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Not the service's form (a proxy's page, XML of a refused signature): status and headers tell enough.
            return false;
        }
        finally
        {
            content.Position = 0;
        }
    }

    [GeneratedRegex("^([0-9]{1,9}):")]
    private static partial Regex NumberedMessage();
}
