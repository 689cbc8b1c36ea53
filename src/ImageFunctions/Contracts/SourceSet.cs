using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageFunctions.Contracts;

/// <summary>
/// The value of a <c>srcset</c> attribute, which lets a browser choose among the sizes of one format. Links are long: no text is
/// made of them but the one that is sent.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class SourceSet
{
    private readonly SortedList<int, string> _links = [];

    /// <summary>The first one of a width counts.</summary>
    public void Add(int width, string url) => _links.TryAdd(width, url);

    internal sealed class Converter : JsonConverter<SourceSet>
    {
        public override SourceSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("It is only written.");

        public override void Write(Utf8JsonWriter writer, SourceSet value, JsonSerializerOptions options)
        {
            var separator = "";
            foreach (var (width, url) in value._links)
            {
                writer.WriteStringValueSegment(separator, isFinalSegment: false);
                writer.WriteStringValueSegment(url, isFinalSegment: false);
                writer.WriteStringValueSegment($" {width}w", isFinalSegment: false);
                separator = ", ";
            }

            writer.WriteStringValueSegment("", isFinalSegment: true);
        }
    }
}
