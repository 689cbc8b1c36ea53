using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Delivery;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Http;

/// <summary>What the gallery has to know before it asks for anything: what is accepted, and whether links are signed.</summary>
public sealed class SiteSettings(IOptions<ImageLimits> limits, IOptions<DeliveryOptions> delivery, IImageEngine engine)
{
    public string Json { get; } = JsonSerializer.Serialize(
        new GallerySettings(
            new GalleryLimits(
                [.. Enum.GetValues<ImageFormat>().Where(engine.Reads).Select(format => format.ContentType())],
                limits.Value.MinBytes, limits.Value.MaxBytes, limits.Value.MinSide, limits.Value.MaxSide, limits.Value.MaxPixels),
            delivery.Value.Keys.Count > 0),
        ContractJson.Options);
}
