using System.Text.Json;
using System.Text.RegularExpressions;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>
/// Erases a user, a bounded part per call: first every record that names the user, found by looking at all of them, since
/// an index may lack one; then what is left of those images in lookups and dead letters.
/// </summary>
public sealed partial class RunErasure(
    ImageRecords records, ImageIndex index, DeadLetters letters, Tombstones tombstones, PurgeImage purge, DeleteImage delete)
{
    private const int ImagesPerCall = 50;
    private const int PagesPerCall = 20;

    /// <returns>Where to go on and the images done so far, or no request at the end.</returns>
    public async Task<(BatchRequest? Next, int Images)> RunAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        var user = request.UserId ?? throw new InvalidDataException("An erasure without a user.");
        return request.Kind == BatchKinds.EraseTraces
            ? (await RemoveTracesAsync(request, user, cancellationToken), request.Done)
            : await RemoveImagesAsync(request, user, cancellationToken);
    }

    private async Task<(BatchRequest? Next, int Images)> RemoveImagesAsync(
        BatchRequest request, string user, CancellationToken cancellationToken)
    {
        var cursor = request.Cursor;
        var done = 0;
        for (var pages = 0; pages < PagesPerCall && done < ImagesPerCall; pages++)
        {
            var page = await records.ScanAsync(user, cursor, ImagesPerCall, cancellationToken);
            foreach (var image in page.Images.Where(image => !(image.CreatedAt > request.Before)))
            {
                if (request.Purge)
                    await purge.RunAsync(image, record => record.UserId == user, isExpected: null, request.JobId, cancellationToken);
                else
                    await delete.RunAsync(image, isExpected: null, cancellationToken);
                done++;
            }

            cursor = page.Next;
            if (cursor is null)
            {
                var rest = request.Purge ? request with { Kind = BatchKinds.EraseTraces, Cursor = null, Done = request.Done + done } : null;
                return (rest, request.Done + done);
            }
        }

        return (request with { Cursor = cursor, Done = request.Done + done }, request.Done + done);
    }

    private async Task<BatchRequest?> RemoveTracesAsync(BatchRequest request, string user, CancellationToken cancellationToken)
    {
        var erased = await tombstones.OfJobAsync(
            request.JobId ?? throw new InvalidDataException("An erasure without a job."), cancellationToken);
        var cursor = request.Cursor;
        for (var pages = 0; pages < PagesPerCall; pages++)
        {
            var page = await index.PageAsync(cursor, cancellationToken);
            foreach (var row in page.Rows)
            {
                if (row.Id is { } id && (IsErased(id) || (IndexKey.NamesUser(row.Partition, user) && !(id.CreatedAt > request.Before))))
                    await index.RemoveAsync(row, cancellationToken);
            }

            cursor = page.Next;
            if (cursor is null)
            {
                await letters.RemoveWhereAsync(
                    letter => Says(letter.Text, user)
                        || ImageIds().Matches(letter.Text).Any(found => ImageId.Parse(found.Value) is { } id && IsErased(id)),
                    cancellationToken);
                return null;
            }
        }

        return request with { Cursor = cursor };

        bool IsErased(ImageId id) => erased.Contains(Tombstones.KeyOf(id));
    }

    // A short id can be a part of any text: only a whole value counts.
    private static bool Says(string text, string user)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Says(document.RootElement, user);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Says(JsonElement element, string user) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(member => Says(member.Value, user)),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Says(item, user)),
        JsonValueKind.String => string.Equals(JsonText.Of(element), user, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex ImageIds();
}
