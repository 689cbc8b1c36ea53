using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Images;

/// <summary>Finds one image for a caller: by one point read, and never a deleted one.</summary>
public sealed class GetImage(ImageRecords records, ProcessingDurations durations, IOptions<OwnerOptions> options)
{
    /// <exception cref="ProblemException"><c>image_not_found</c>: unknown, deleted, or not an id at all.</exception>
    public async Task<ImageRecord> RunAsync(string id, CancellationToken cancellationToken)
    {
        var image = await AnyAsync(id, cancellationToken);
        return image.IsDeleted ? throw ProblemException.ImageNotFound() : image;
    }

    /// <summary>Also a deleted one.</summary>
    /// <exception cref="ProblemException"><c>image_not_found</c>.</exception>
    public async Task<ImageRecord> AnyAsync(string id, CancellationToken cancellationToken)
    {
        if (!ImageId.TryParse(id, out var imageId) || await records.GetAsync(imageId, cancellationToken) is not { } image)
            throw ProblemException.ImageNotFound();
        durations.Observe(image);
        return image;
    }

    /// <summary>For a caller who only looks: the owner counts where owners are required.</summary>
    /// <exception cref="ProblemException"><c>image_not_found</c>, <c>not_owner</c>.</exception>
    public async Task<ImageRecord> ReadAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await RunAsync(id, cancellationToken);
        if (options.Value.Required)
            CheckOwner(image, caller);
        return image;
    }

    /// <summary>An image that this version understands: it may not decide about others.</summary>
    /// <exception cref="ProblemException"><c>unknown_state</c>.</exception>
    public static void CheckKnown(ImageRecord image)
    {
        if (image.Status == ImageStatus.Unknown)
            throw new ProblemException(
                ProblemCodes.UnknownState, "A newer version of the service wrote this image; this one leaves it as it is.");
    }

    /// <summary>An image whose owner, if it has one, is the caller, if the caller is named.</summary>
    /// <exception cref="ProblemException"><c>not_owner</c>.</exception>
    public static void CheckOwner(ImageRecord image, string? caller)
    {
        if (image.UserId is not null && caller is not null && image.UserId != caller)
            throw new ProblemException(ProblemCodes.NotOwner, "The image belongs to another user.");
    }
}
