using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Unit.Tests;

/// <summary>What is known of the types when the app is compiled is what looking at them would tell.</summary>
public sealed class GeneratedJsonTests
{
    // Read member by member, or never written as a whole.
    private static readonly Type[] NotWritten = [typeof(ImagePatch), typeof(ProblemCode)];

    private static readonly Type[] Messages =
        [.. typeof(WorkMessage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(WorkMessage)))];

    private static readonly Type[] Columns =
    [
        typeof(ImageSteps), typeof(ImageFault), typeof(ImageHeader), typeof(FocalPoint), typeof(VisualTraits), typeof(ImageAnalysis),
        typeof(Moderation), typeof(IReadOnlyList<StoredVariant>), typeof(List<StoredVariant>), typeof(IReadOnlyList<Owed>),
        typeof(List<Owed>),
        typeof(IReadOnlyList<string>), typeof(List<string>),
    ];

    [Fact]
    public void Every_contract_is_known()
    {
        var contracts = typeof(ContractJson).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ContractJson).Namespace && type.GetMethod("<Clone>$") is not null)
            .Except(NotWritten).ToList();
        Assert.Contains(typeof(ImageView), contracts);
        Assert.All(contracts, type => AssertSame(type, ContractJson.Options));
    }

    [Fact]
    public void Every_column_of_a_record_is_known() => Assert.All(Columns, type => AssertSame(type, StoredJson.Options));

    [Fact]
    public void Every_message_is_known()
    {
        Assert.Contains(typeof(UploadCheck), Messages);
        Assert.All(Messages, type => AssertSame(type, MessageJson.Options));
    }

    [Fact]
    public void Findings_that_a_row_does_not_name_are_none()
    {
        var id = ImageId.Parse("019a9f3c-5d1e-7b42-8c3a-6f0e2d4b9a17")!.Value;
        var row = new TableEntity(RecordKey.Partition(id), RecordKey.Row(id)) { ["Analysis"] = """{"caption":"A dune"}""" };
        var analysis = RecordEntity.ToRecord(row)!.Analysis!;
        Assert.Equal("A dune", analysis.Caption);
        Assert.Empty(analysis.Labels);
        Assert.Empty(analysis.Objects);
    }

    [Fact]
    public void A_request_keeps_the_fingerprint_that_its_idempotency_key_was_stored_with() => Assert.Equal(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            """{"request":{"fileName":"Küste.jpg","tags":["a"],"expiresInDays":3},"owner":"ann"}"""u8)),
        new UploadRequest { FileName = "Küste.jpg", Tags = ["a"], ExpiresInDays = 3 }.Fingerprint("ann"));

    // With all that its members are made of.
    private static void AssertSame(Type type, JsonSerializerOptions options)
    {
        var looked = new JsonSerializerOptions(options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        looked.MakeReadOnly();
        var seen = new HashSet<Type>();
        Compare(type);

        void Compare(Type one)
        {
            if (!seen.Add(one))
                return;
            var (generated, expected) = (options.GetTypeInfo(one), looked.GetTypeInfo(one));
            Assert.Equal(expected.Kind, generated.Kind);
            Assert.Equal(expected.UnmappedMemberHandling, generated.UnmappedMemberHandling);
            Assert.Equal(expected.Properties.Select(Member), generated.Properties.Select(Member));
            foreach (var member in expected.Properties.Where(member => member.Get is not null).Select(member => member.PropertyType))
                Compare(member);
            if (expected.ElementType is { } element)
                Compare(element);
        }
    }

    // In the order in which they are written.
    private static string Member(JsonPropertyInfo member) =>
        $"{member.Name}: {member.PropertyType}, {(member.Get is null ? "" : "read")} {(member.Set is null ? "" : "written")}, "
        + $"required {member.IsRequired}, null {member.IsGetNullable} {member.IsSetNullable}";
}
