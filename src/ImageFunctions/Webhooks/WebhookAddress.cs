using ImageFunctions.Contracts;

namespace ImageFunctions.Webhooks;

/// <summary>What a callback URL may look like. Where it leads is checked again when it is called.</summary>
public static class WebhookAddress
{
    /// <param name="allowHttp">For development and tests, where no certificate is at hand.</param>
    /// <returns>The URL, or null when none was given.</returns>
    /// <exception cref="ProblemException"><c>invalid_callback_url</c>.</exception>
    public static string? Check(string? text, bool allowHttp)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return IsUsable(text, allowHttp) ? text
            : throw ProblemException.Invalid(
                "callbackUrl", "callbackUrl must be an absolute https URL without credentials.", ProblemCodes.InvalidCallbackUrl);
    }

    public static bool IsUsable(string? text, bool allowHttp) =>
        text?.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (allowHttp && url.Scheme == Uri.UriSchemeHttp))
        && url.UserInfo.Length == 0 && url.Host.Length > 0;
}
