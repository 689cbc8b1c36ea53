using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ImageFunctions.Http;

/// <summary>Reads a multipart upload part by part; the file goes to storage as it arrives.</summary>
internal sealed class MultipartUpload(HttpRequest request, ReceiveUpload receive)
{
    private const int MaxParts = 32;

    public async Task<ImageRecord> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(Boundary(request), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        var form = new UploadForm(Caller.Of(request));
        ImageRecord? image = null;
        try
        {
            for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; parts++)
            {
                if (parts == MaxParts)
                    throw new ProblemException(ProblemCodes.InvalidRequest, $"At most {MaxParts} parts are allowed.");
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                // The file is known by its name alone: one that lacks a file name gets to hear so.
                if (name == "file")
                    image ??= await StoreAsync(form, disposition, section.Body, cancellationToken);
                else if (!disposition.IsFileDisposition())
                    form.Set(name, await UploadForm.ReadTextAsync(section.Body, cancellationToken));
            }
        }
        catch (Exception e) when (image is not null && e is ProblemException or IOException or InvalidDataException or OperationCanceledException)
        {
            await receive.DiscardAsync(image!);
            if (e is IOException && !request.HttpContext.RequestAborted.IsCancellationRequested)
                throw new ProblemException(ProblemCodes.InvalidRequest, "The multipart body ends too early.", e);
            throw;
        }
        catch (IOException e) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(ProblemCodes.InvalidRequest, "The multipart body could not be read.", e);
        }

        if (image is null)
            throw ProblemException.Invalid("file", "A part named file is required.", ProblemCodes.FileRequired);
        return await receive.FinishAsync(image, form.Said(image.FileName), form.Owner, cancellationToken);
    }

    private async Task<ImageRecord> StoreAsync(
        UploadForm form, ContentDispositionHeaderValue disposition, Stream body, CancellationToken cancellationToken)
    {
        var fileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
        return await receive.StoreAsync(form.Said(fileName), body, form.Owner, cancellationToken);
    }

    private static string Boundary(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(ProblemCodes.UnsupportedMediaType, "The body must be multipart/form-data.");
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is { Length: > 0 and <= 100 } ? boundary
            : throw new ProblemException(ProblemCodes.InvalidRequest, "The multipart boundary is missing.");
    }
}
