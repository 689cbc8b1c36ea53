using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageFunctions.Images.Record;

/// <summary>An id is its text, in answers, rows and messages alike.</summary>
internal sealed class ImageIdConverter : JsonConverter<ImageId>
{
    public override ImageId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ImageId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not an image id.");

    public override void Write(Utf8JsonWriter writer, ImageId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
