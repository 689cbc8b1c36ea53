using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Testing.OpenApi;

namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>The document's schemas and the types that are written have the same members.</summary>
public sealed class OpenApiSchemaTests
{
    private static readonly OpenApiDocument Document = OpenApiDocument.Load();
    private static readonly JsonElement Schemas = Document.Root.GetProperty("components").GetProperty("schemas");
    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Names => [.. DocumentedTypes.All.Keys];

    public static TheoryData<string> AnswerNames => [.. DocumentedTypes.All.Keys.Except(DocumentedTypes.Requests)];

    [Fact]
    public void Every_object_schema_stands_for_a_type()
    {
        var objects = Schemas.EnumerateObject().Where(schema => schema.Value.TryGetProperty("properties", out _))
            .Select(schema => schema.Name);
        Assert.Equal(DocumentedTypes.All.Keys.Concat(DocumentedTypes.WithoutType).Order(), objects.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schema_has_the_members_of_its_type(string name)
    {
        var members = Members(name).Select(member => member.Name);
        Assert.Equal(members.Order(), Schemas.GetProperty(name).GetProperty("properties").EnumerateObject().Select(member => member.Name)
            .Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_member_has_the_kind_of_value_that_is_written(string name)
    {
        foreach (var member in Members(name))
        {
            var schema = Schemas.GetProperty(name).GetProperty("properties").GetProperty(member.Name);
            var documented = KindOf(schema);
            Assert.True(documented is "any" || Kind(member.PropertyType) is "any" || documented == Kind(member.PropertyType),
                $"{name}.{member.Name} is {Kind(member.PropertyType)}, the document says {documented}.");
        }
    }

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public void Members_that_are_never_null_are_required(string name)
    {
        var always = Members(name).Where(member => !MayBeNull(member)).Select(member => member.Name);
        var required = Schemas.GetProperty(name).TryGetProperty("required", out var list)
            ? list.EnumerateArray().Select(one => one.GetString()!) : [];
        Assert.Equal(always.Order(), required.Order());
    }

    [Fact]
    public void The_error_codes_are_those_of_the_service()
    {
        var rejections = typeof(RejectionCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(
            field => (string)field.GetRawConstantValue()!);
        var codes = ProblemCodes.All().Select(code => code.Word).Union(rejections);
        Assert.Equal(codes.Order(), Enum("ErrorCode").Order());
    }

    [Fact]
    public void The_words_for_states_are_those_that_are_written()
    {
        Assert.Equal(Words<ImageStatus>(), Enum("ImageStatus").Order());
        Assert.Equal(Words<StepState>(), Enum("StepState").Order());
        var formats = Schemas.GetProperty("Metadata").GetProperty("properties").GetProperty("format").GetProperty("enum");
        Assert.Equal(Words<ImageFormat>().Select(word => word.ToLowerInvariant()), formats.EnumerateArray().Select(one => one.GetString()!)
            .Order());
    }

    private static IEnumerable<JsonPropertyInfo> Members(string name) =>
        ContractJson.Options.GetTypeInfo(DocumentedTypes.All[name]).Properties.Where(member => member.Get is not null);

    private static bool MayBeNull(JsonPropertyInfo member)
    {
        if (Nullable.GetUnderlyingType(member.PropertyType) is not null)
            return true;
        return !member.PropertyType.IsValueType
            && Nullability.Create((PropertyInfo)member.AttributeProvider!).ReadState == NullabilityState.Nullable;
    }

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } => "string",
        var plain when plain == typeof(string) || plain == typeof(DateTimeOffset) || plain == typeof(ImageId) => "string",
        var plain when plain == typeof(int) || plain == typeof(long) => "integer",
        var plain when plain == typeof(double) => "number",
        var plain when plain == typeof(bool) => "boolean",
        var plain when plain == typeof(object) => "any",
        var plain when plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => "array",
        _ => "object",
    };

    private static string KindOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return KindOf(Schemas.GetProperty(reference.GetString()!.Split('/')[^1]));
        if (schema.TryGetProperty("type", out var type))
            return type.GetString()!;
        return schema.TryGetProperty("const", out _) ? "string" : "any";
    }

    private static IEnumerable<string> Enum(string schema) =>
        Schemas.GetProperty(schema).GetProperty("enum").EnumerateArray().Select(one => one.GetString()!);

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum =>
        System.Enum.GetValues<T>().Select(value => JsonSerializer.Serialize(value, ContractJson.Options).Trim('"')).Order();
}
