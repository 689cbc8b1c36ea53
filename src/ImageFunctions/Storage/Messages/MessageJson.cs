using System.Text.Json;
using System.Text.Json.Serialization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage.Messages;

/// <summary>How our own queue messages are written. Messages of an earlier version may still be under way after an upgrade.</summary>
public static class MessageJson
{
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(LowerCaseNames.Policy, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
