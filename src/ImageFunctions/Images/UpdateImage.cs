using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Changes what callers say of an image.</summary>
public sealed class UpdateImage(GetImage get, RecordChanges changes, ImageIndex index)
{
    /// <param name="isExpected">Whether a record has the version that the caller wants to change; null for any.</param>
    public async Task<ImageRecord> RunAsync(
        string id, ImagePatch patch, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var title = ImageText.Title(patch.Title);
        var description = ImageText.Description(patch.Description);
        var tags = patch.Tags is null ? null : ImageText.Tags(patch.Tags);
        var before = await get.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(before, caller);
        var after = await changes.ApplyAsync(before, record =>
        {
            if (isExpected?.Invoke(record) == false)
                throw new ProblemException(ProblemCodes.PreconditionFailed, "The image has changed since the version named in If-Match.");
            return record.IsDeleted ? null : record with
            {
                Title = patch.HasTitle ? title : record.Title,
                Description = patch.HasDescription ? description : record.Description,
                Tags = tags ?? record.Tags,
            };
        }, cancellationToken) ?? throw ProblemException.ImageNotFound();
        if (tags is not null)
        {
            await index.AddAsync(after.Id, IndexKinds.OfCaller(after).Where(entry => entry.Kind == IndexKinds.Tag), cancellationToken);
            var gone = before.Tags.Except(tags, StringComparer.OrdinalIgnoreCase);
            await index.RemoveAsync(after.Id, gone.Select(tag => new IndexEntry(IndexKinds.Tag, tag)), cancellationToken);
        }

        return after;
    }
}
