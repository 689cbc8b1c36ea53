using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag.CodeGeneration.CSharp;

namespace ImageFunctions.Integration.Tests;

/// <summary>A client that NSwag makes of the service's own openapi.json: it compiles, and it uploads and reads an image.</summary>
public sealed class GeneratedClientTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task A_generated_client_uploads_an_image_and_reads_it()
    {
        var generated = Compile(await GenerateAsync());
        dynamic client = Activator.CreateInstance(generated.GetType("Generated.ImagesClient", throwOnError: true)!, Host.Http)!;
        client.BaseUrl = Host.Http.BaseAddress!.AbsoluteUri;
        dynamic request = Activator.CreateInstance(generated.GetType("Generated.UploadRequest", throwOnError: true)!)!;
        request.FileName = "generated.png";

        dynamic issued = await client.CreateUploadAsync(body: request);
        using var put = new HttpRequestMessage(HttpMethod.Put, (Uri)issued.UploadUrl) { Content = new ByteArrayContent(NewPicture()) };
        put.Headers.Add("x-ms-blob-type", (string)issued.Headers["x-ms-blob-type"]);
        using var stored = await Host.Http.SendAsync(put, Token);
        Assert.True(stored.IsSuccessStatusCode, $"{stored.StatusCode}");
        await client.CompleteUploadAsync(issued.ImageId);
        await Host.WaitForAsync($"{issued.ImageId}", "completed");

        dynamic image = await client.GetImageAsync(issued.ImageId);
        Assert.Equal((issued.ImageId, "generated.png"), (image.ImageId, (string)image.FileName));
        Assert.Equal(160, (int)image.Metadata.Width);
        dynamic page = await client.ListTagImagesAsync("no-such-tag");
        Assert.Equal(0, (int)page.Count);
    }

    private async Task<string> GenerateAsync()
    {
        var document = await NSwag.OpenApiDocument.FromJsonAsync(await Host.Http.GetStringAsync("openapi.json", Token), Token);
        return new CSharpClientGenerator(document, new CSharpClientGeneratorSettings
        {
            ClassName = "ImagesClient",
            GenerateOptionalParameters = true,
            CSharpGeneratorSettings =
            {
                Namespace = "Generated", JsonLibrary = CSharpJsonLibrary.SystemTextJson, GenerateOptionalPropertiesAsNullable = true
            },
        }).GenerateFile();
    }

    private static Assembly Compile(string code)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create("Generated", [CSharpSyntaxTree.ParseText(code, cancellationToken: Token)], platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: Token);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(assembly.ToArray());
    }
}
