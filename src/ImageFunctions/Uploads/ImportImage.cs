using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Outbound;
using ImageFunctions.Webhooks;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Uploads;

/// <summary>
/// Fetches an image from an address that a caller names, under the rules for webhooks: https, public addresses only. It goes to
/// storage as it arrives, like a file that is sent.
/// </summary>
public sealed class ImportImage : IDisposable
{
    private const int MostRedirects = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StoreUpload _store;
    private readonly ReceiveUpload _receive;
    private readonly ImageLimits _limits;
    private readonly bool _allowPrivate;
    private readonly HttpClient _client;

    public ImportImage(StoreUpload store, ReceiveUpload receive, IOptions<ImageLimits> limits, IOptions<WebhookOptions> webhooks)
    {
        _store = store;
        _receive = receive;
        _limits = limits.Value;
        _allowPrivate = webhooks.Value.AllowPrivateAddresses;
        _client = new HttpClient(PublicHandler.Create(_allowPrivate, TimeSpan.FromSeconds(10))) { Timeout = Patience };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("ImageFunctions-Import/1.0");
        _client.DefaultRequestHeaders.Accept.ParseAdd("image/jpeg, image/png, image/gif, image/webp, image/avif");
    }

    /// <exception cref="ProblemException">
    /// <c>import_failed</c>, or it is no accepted image, or too large; nothing of it is kept.
    /// </exception>
    public async Task<ImageRecord> RunAsync(ImportRequest request, string? owner, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        try
        {
            using var answer = await GetAsync(Address(request.Url), late.Token);
            if (answer.Content.Headers.ContentLength > _limits.MaxBytes)
                throw new ProblemException(ProblemCodes.FileTooLarge, $"The file has more than {_limits.MaxBytes:N0} bytes.");
            await using var body = await answer.Content.ReadAsStreamAsync(late.Token);
            var said = request.Said(NameOf(answer.RequestMessage!.RequestUri!));
            var file = await _store.RunAsync(said, body, owner, key, late.Token);
            return await _receive.FinishAsync(file, said, owner, cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is PrivateAddressException)
        {
            throw ProblemException.Invalid("url", "url leads to no public address.", innerException: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Failed("could not be read", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"was not read within {Patience.TotalSeconds:0} seconds", e);
        }
    }

    public void Dispose() => _client.Dispose();

    // Each step is an address of its own, to be checked as the first.
    private async Task<HttpResponseMessage> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var answer = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.IsSuccessStatusCode)
                return answer;
            using (answer)
            {
                var (status, next) = ((int)answer.StatusCode, answer.Headers.Location);
                if (status is not (301 or 302 or 303 or 307 or 308) || next is null || redirects == MostRedirects)
                    throw Failed($"answered {status.ToString(CultureInfo.InvariantCulture)}");
                url = Address(new Uri(url, next).AbsoluteUri);
            }
        }
    }

    private Uri Address(string? text) =>
        WebhookAddress.IsUsable(text, _allowPrivate) ? new Uri(text!)
            : throw ProblemException.Invalid("url", "url must be an absolute https URL without credentials.");

    private static string NameOf(Uri url) =>
        Uri.UnescapeDataString(url.Segments[^1]).Trim('/', ' ') is { Length: > 0 } name ? name : "image";

    private static ProblemException Failed(string what, Exception? inner = null) =>
        new(ProblemCodes.ImportFailed, $"The address {what}.", inner);
}
