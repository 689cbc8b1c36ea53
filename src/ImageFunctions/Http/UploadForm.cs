using System.Text;
using ImageFunctions.Contracts;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageFunctions.Http;

/// <summary>The text fields of a multipart upload, which may come before or after the file.</summary>
internal sealed class UploadForm(string? caller)
{
    private const int MaxText = 8 * 1024;
    private readonly List<string?> _tags = [];
    private string? _title;
    private string? _description;
    private string? _userId;
    private string? _callbackUrl;
    private string? _preset;
    private int? _expiresInDays;

    public string? Owner => caller ?? _userId;

    public UploadRequest Said(string? fileName) => new()
    {
        FileName = fileName,
        Title = _title,
        Description = _description,
        Tags = _tags,
        ExpiresInDays = _expiresInDays,
        CallbackUrl = _callbackUrl,
        Preset = _preset,
    };

    public void Set(string name, string text)
    {
        switch (name)
        {
            case "title": _title = text; break;
            case "description": _description = text; break;
            case "tags" or "tag": _tags.AddRange(QueryValues.SplitList(text)); break;
            case "user_id" or "userId": _userId = ImageText.UserId(text); break;
            case "callbackUrl": _callbackUrl = text; break;
            case "preset": _preset = text; break;
            case "expiresInDays":
                _expiresInDays = int.TryParse(text, out var days) ? days
                    : throw ProblemException.Invalid("expiresInDays", "expiresInDays must be a whole number.");
                break;
        }
    }

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
