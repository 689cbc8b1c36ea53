using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageFunctions.Http;

/// <summary>Reads a multipart upload part by part; the file goes to storage as it arrives.</summary>
internal sealed class MultipartUpload(HttpRequest request, StoreUpload store, ReceiveUpload receive)
{
    private const string File = "file";
    private const int MaxParts = 32;

    public async Task<ImageRecord> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(Boundary(request), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        var form = new UploadForm(Caller.Of(request));
        ReceivedFile? file = null;
        try
        {
            for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; parts++)
            {
                if (parts == MaxParts)
                    throw new ProblemException(ProblemCodes.InvalidRequest, $"At most {MaxParts} parts are allowed.");
                var part = FormPart.Of(section);
                // The file is known by its name alone: one that lacks a file name gets to hear so.
                if (part.Name == File)
                    file = file is null ? await StoreAsync(form, part.FileName, section.Body, cancellationToken) : throw OneFileOnly();
                else if (part.FileName is { Length: > 0 })
                    throw ProblemException.Invalid(File, $"The part of the file must be named {File}.", ProblemCodes.FileRequired);
                else if (part.FileName is null)
                    form.Set(part.Name, await UploadForm.ReadTextAsync(section, cancellationToken));
            }
        }
        catch (Exception e) when (
            file is not null && e is ProblemException or IOException or InvalidDataException or OperationCanceledException)
        {
            await store.DiscardAsync(file!);
            if (e is IOException && !request.HttpContext.RequestAborted.IsCancellationRequested)
                throw new ProblemException(ProblemCodes.InvalidRequest, "The multipart body ends too early.", e);
            throw;
        }
        catch (IOException e) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(ProblemCodes.InvalidRequest, "The multipart body could not be read.", e);
        }

        if (file is null)
            throw ProblemException.Invalid(File, $"A part named {File} is required.", ProblemCodes.FileRequired);
        return await receive.FinishAsync(file, form.Said(file.Image.FileName), form.Owner, cancellationToken);
    }

    // A key belongs to who calls: the owner that a form names may come after the file.
    private Task<ReceivedFile> StoreAsync(UploadForm form, string? fileName, Stream body, CancellationToken cancellationToken) =>
        store.RunAsync(form.Said(fileName), body, form.Owner, Caller.Key(request), cancellationToken);

    private static ProblemException OneFileOnly() =>
        ProblemException.Invalid(File, "One file per request: send the others in requests of their own. Nothing was kept.");

    private static string Boundary(HttpRequest request)
    {
        if (HeaderParameters.Value(request.ContentType) != "multipart/form-data")
            throw new ProblemException(ProblemCodes.UnsupportedMediaType, "The body must be multipart/form-data.");
        return HeaderParameters.Find(request.ContentType, "boundary") is { Length: > 0 and <= 100 } boundary ? boundary
            : throw new ProblemException(ProblemCodes.InvalidRequest, "The multipart boundary is missing.");
    }
}
