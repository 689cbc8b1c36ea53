using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageFunctions.Contracts;

/// <summary>
/// The opaque text that says where a page ended. It holds a position and a check over position and filter, so that it
/// works on every instance and after a restart, and a changed one, or one used with another filter, is refused. It gives
/// no access: whoever forges one could as well ask for that page, as long as it is a position.
/// </summary>
public static partial class PageCursor
{
    private const int CheckBytes = 12;

    public static string Encode(string position, string filter)
    {
        var text = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Check(position, filter), .. text]);
    }

    /// <exception cref="ProblemException"><c>invalid_cursor</c>.</exception>
    public static string? Decode(string? cursor, string filter)
    {
        if (string.IsNullOrEmpty(cursor))
            return null;
        if (cursor.Length <= 512 && Base64Url.IsValid(cursor))
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            if (bytes.Length > CheckBytes)
            {
                var position = Encoding.UTF8.GetString(bytes.AsSpan(CheckBytes));
                if (CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, CheckBytes), Check(position, filter))
                    && Position().IsMatch(position))
                    return position;
            }
        }

        throw ProblemException.Invalid(
            "cursor", "The cursor is not one that this list gave out, or belongs to another filter.", ProblemCodes.InvalidCursor);
    }

    private static byte[] Check(string position, string filter) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"image-functions cursor 1\n{filter}\n{position}"))[..CheckBytes];

    // Of every list: the time counted down, and an id.
    [GeneratedRegex(@"^[0-9]{13}_[0-9A-Za-z_-]{1,120}\z")]
    private static partial Regex Position();
}
