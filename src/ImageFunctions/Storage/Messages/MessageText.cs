using System.Text;

namespace ImageFunctions.Storage.Messages;

/// <summary>
/// Reads what a message holds. The host hands messages over as they lie in the queue: it would put one that it cannot decode
/// into the poison queue, where it could not decode it either and where it would come back every ten minutes for a week.
/// </summary>
public static class MessageText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when it is not the base64 form of UTF-8 text, in which we and Event Grid write.</returns>
    public static string? Decode(string raw)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(raw));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
