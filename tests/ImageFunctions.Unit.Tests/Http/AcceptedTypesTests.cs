using ImageFunctions.Contracts;
using ImageFunctions.Delivery;
using ImageFunctions.Http;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Processing;
using ImageFunctions.Uploads;
using ImageFunctions.Webhooks;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Unit.Tests.Http;

/// <summary>An AVIF is read where the engine can, and refused before it is sent where it cannot.</summary>
public sealed class AcceptedTypesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gallery_is_told_of_it(bool readsAvif)
    {
        var engine = new StubEngine(readsAvif);
        var settings = new SiteSettings(Options.Create(new ImageLimits()), Options.Create(new DeliveryOptions()), engine);

        Assert.Contains("image/webp", settings.Json, StringComparison.Ordinal);
        Assert.Equal(readsAvif, settings.Json.Contains("image/avif", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.avif", null, "fileName")]
    [InlineData("a", "image/avif", "fileType")]
    public void An_upload_is_told_of_it(string fileName, string? fileType, string field)
    {
        var request = new UploadRequest { FileName = fileName, FileType = fileType };

        Assert.Equal("image/avif", Uploads(true).From(request, owner: null).DeclaredType);
        var problem = Assert.Throws<ProblemException>(() => Uploads(false).From(request, owner: null));
        Assert.Equal((ProblemCodes.UnsupportedType, ImageFormats.NoAvif), (problem.Code, problem.Message));
        Assert.Equal([field], problem.Errors!.Keys);
    }

    private static NewImage Uploads(bool readsAvif)
    {
        var engine = new StubEngine(readsAvif);
        var table = new VariantTable(Options.Create(new VariantTableOptions()), Options.Create(new ImagingOptions()), engine);
        return new NewImage(
            Options.Create(new UploadOptions()), Options.Create(new RetentionOptions()), Options.Create(new WebhookOptions()), table,
            engine, TimeProvider.System);
    }
}
