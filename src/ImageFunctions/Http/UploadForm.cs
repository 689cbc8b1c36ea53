using System.Text;
using ImageFunctions.Contracts;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageFunctions.Http;

/// <summary>The text fields of a multipart upload, which may come before or after the file.</summary>
internal sealed class UploadForm(string? caller)
{
    private const int MaxText = 8 * 1024;
    private UploadRequest _said = new() { Tags = [] };
    private string? _userId;

    public string? Owner => caller ?? _userId;

    public UploadRequest Said(string? fileName) => _said with { FileName = fileName };

    public void Set(string name, string text)
    {
        if (name is "user_id" or "userId")
            _userId = ImageText.UserId(text);
        _said = name switch
        {
            "title" => _said with { Title = text },
            "description" => _said with { Description = text },
            "tags" or "tag" => _said with { Tags = [.. _said.Tags!, .. QueryValues.SplitList(text)] },
            "callbackUrl" => _said with { CallbackUrl = text },
            "preset" => _said with { Preset = text },
            "expiresInDays" => _said with { ExpiresInDays = Days(text) },
            _ => _said,
        };
    }

    private static int Days(string text) => int.TryParse(text, out var days) ? days
        : throw ProblemException.Invalid("expiresInDays", "expiresInDays must be a whole number.");

    public static async Task<string> ReadTextAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        var charset = HeaderParameters.Find(section.ContentType, "charset");
        var buffer = new byte[MaxText + 1];
        var length = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxText ? EncodingOf(charset).GetString(buffer, 0, length)
            : throw new ProblemException(ProblemCodes.BodyTooLarge, $"A text part may have at most {MaxText:N0} bytes.");
    }

    private static Encoding EncodingOf(string? charset)
    {
        if (string.IsNullOrEmpty(charset))
            return Encoding.UTF8;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ProblemException(ProblemCodes.InvalidRequest, "A text part is in a charset that is not known; use UTF-8.", e);
        }
    }
}
