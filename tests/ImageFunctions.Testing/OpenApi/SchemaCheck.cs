using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageFunctions.Testing.OpenApi;

/// <summary>
/// Checks values against schemas: the part of JSON Schema 2020-12 that the document uses; any other keyword is an error.
/// When closed, a member that a schema does not name is a finding, which JSON Schema itself would allow.
/// </summary>
internal sealed class SchemaCheck(JsonElement root, bool isClosed)
{
    private static readonly HashSet<string> Annotations = ["description", "default", "examples", "deprecated"];

    public static JsonElement Follow(JsonElement root, string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            root, (element, name) => element.GetProperty(name));

    /// <returns>What is wrong and where; nothing when the value fits.</returns>
    public IEnumerable<string> Check(JsonElement schema, JsonElement value, string at)
    {
        // In a request, null is as good as nothing.
        if (!isClosed && value.ValueKind == JsonValueKind.Null)
            return [];
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => IsOfType(value, name)))
            return [$"{at}: is {value.ValueKind}, not {type}."];
        return schema.EnumerateObject().SelectMany(keyword => Apply(schema, keyword.Name, keyword.Value, value, at));
    }

    private IEnumerable<string> Apply(JsonElement schema, string keyword, JsonElement rule, JsonElement value, string at) => keyword switch
    {
        "type" => [],
        _ when Annotations.Contains(keyword) => [],
        "$ref" => Check(Follow(root, rule.GetString()!), value, at),
        "anyOf" => rule.EnumerateArray().Any(one => !Check(one, value, at).Any()) ? [] : [$"{at}: fits none of its forms."],
        "oneOf" => rule.EnumerateArray().Count(one => !Check(one, value, at).Any()) == 1
            ? [] : [$"{at}: fits none or several of its forms."],
        "enum" => rule.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [] : [$"{at}: {value} is none of {rule}."],
        "const" => JsonElement.DeepEquals(rule, value) ? [] : [$"{at}: {value} is not {rule}."],
        "required" => value.ValueKind != JsonValueKind.Object ? [] : rule.EnumerateArray().Select(name => name.GetString()!)
            .Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}: lacks '{name}'."),
        "properties" => Members(schema, rule, value, at),
        "additionalProperties" => Others(schema, rule, value, at),
        "items" => value.ValueKind != JsonValueKind.Array
            ? [] : value.EnumerateArray().SelectMany((item, index) => Check(rule, item, $"{at}[{index}]")),
        "minItems" => value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() < rule.GetInt32() ? [$"{at}: has fewer than {rule} items."] : [],
        "maxItems" => value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() > rule.GetInt32() ? [$"{at}: has more than {rule} items."] : [],
        "minLength" => Length(value) < rule.GetInt32() ? [$"{at}: is shorter than {rule}."] : [],
        "maxLength" => Length(value) > rule.GetInt32() ? [$"{at}: is longer than {rule}."] : [],
        "pattern" => value.ValueKind == JsonValueKind.String
            && !Regex.IsMatch(value.GetString()!, rule.GetString()!) ? [$"{at}: {value} does not match {rule}."] : [],
        "minimum" => value.ValueKind == JsonValueKind.Number
            && value.GetDouble() < rule.GetDouble() ? [$"{at}: {value} is less than {rule}."] : [],
        "maximum" => value.ValueKind == JsonValueKind.Number
            && value.GetDouble() > rule.GetDouble() ? [$"{at}: {value} is more than {rule}."] : [],
        "format" => IsOfFormat(value, rule.GetString()!) ? [] : [$"{at}: {value} is no {rule}."],
        _ => throw new NotSupportedException($"The keyword '{keyword}' is not checked."),
    };

    private IEnumerable<string> Members(JsonElement schema, JsonElement rule, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return [];
        var known = rule.EnumerateObject().Where(member => value.TryGetProperty(member.Name, out _))
            .SelectMany(member => Check(member.Value, value.GetProperty(member.Name), $"{at}.{member.Name}"));
        if (!isClosed || schema.TryGetProperty("additionalProperties", out _))
            return known;
        return known.Concat(value.EnumerateObject().Where(member => !rule.TryGetProperty(member.Name, out _))
            .Select(member => $"{at}: the document lacks the member '{member.Name}'."));
    }

    private IEnumerable<string> Others(JsonElement schema, JsonElement rule, JsonElement value, string at)
    {
        if (rule.ValueKind != JsonValueKind.Object || value.ValueKind != JsonValueKind.Object)
            return [];
        return value.EnumerateObject()
            .Where(member => !schema.TryGetProperty("properties", out var named) || !named.TryGetProperty(member.Name, out _))
            .SelectMany(member => Check(rule, member.Value, $"{at}.{member.Name}"));
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"There is no type '{type}'."),
    };

    private static bool IsOfFormat(JsonElement value, string format) => value.ValueKind != JsonValueKind.String || format switch
    {
        "date-time" => DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _)
            && value.GetString()!.Contains('T', StringComparison.Ordinal),
        "uuid" => Guid.TryParseExact(value.GetString(), "D", out _),
        "uri" => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "binary" => true,
        _ => throw new NotSupportedException($"The format '{format}' is not checked."),
    };

    private static int? Length(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!.EnumerateRunes().Count() : null;
}
