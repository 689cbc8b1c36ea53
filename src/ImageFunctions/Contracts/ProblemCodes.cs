using System.Reflection;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>What can be wrong with a request.</summary>
/// <param name="Word">The stable word in the <c>code</c> member of a problem.</param>
/// <param name="Status">The status code of the answer.</param>
/// <param name="Title">The same for every problem of that status.</param>
public sealed record ProblemCode(string Word, int Status, string Title);

/// <summary>Every problem that a request can end in, a row each. Why an image is unusable is in <see cref="RejectionCodes"/>.</summary>
public static class ProblemCodes
{
    public static readonly ProblemCode InvalidRequest = Invalid("invalid_request");
    public static readonly ProblemCode InvalidJson = Invalid("invalid_json");
    public static readonly ProblemCode FileNameRequired = Invalid("file_name_required");
    public static readonly ProblemCode FileRequired = Invalid("file_required");
    public static readonly ProblemCode InvalidCursor = Invalid("invalid_cursor");
    public static readonly ProblemCode InvalidLimit = Invalid("invalid_limit");
    public static readonly ProblemCode InvalidTag = Invalid("invalid_tag");
    public static readonly ProblemCode InvalidUserId = Invalid("invalid_user_id");
    public static readonly ProblemCode InvalidCallbackUrl = Invalid("invalid_callback_url");
    public static readonly ProblemCode AmbiguousPath = Invalid("ambiguous_path");
    public static readonly ProblemCode OwnerRequired = Forbidden("owner_required");
    public static readonly ProblemCode NotOwner = Forbidden("not_owner");
    public static readonly ProblemCode LinkInvalid = Forbidden("link_invalid");
    public static readonly ProblemCode LinkExpired = Forbidden("link_expired");
    public static readonly ProblemCode RouteNotFound = NotFound("route_not_found");
    public static readonly ProblemCode ImageNotFound = NotFound("image_not_found");
    public static readonly ProblemCode VariantNotFound = NotFound("variant_not_found");
    public static readonly ProblemCode DeadLetterNotFound = NotFound("dead_letter_not_found");
    public static readonly ProblemCode JobNotFound = NotFound("job_not_found");
    public static readonly ProblemCode LinkKeyNotFound = NotFound("link_key_not_found");
    public static readonly ProblemCode NotUploaded = Conflict("not_uploaded");
    public static readonly ProblemCode NotDeleted = Conflict("not_deleted");
    public static readonly ProblemCode NotReady = Conflict("not_ready");
    public static readonly ProblemCode UploadExpired = Conflict("upload_expired");
    public static readonly ProblemCode UnknownState = Conflict("unknown_state");
    public static readonly ProblemCode IdempotencyConflict = Conflict("idempotency_conflict");
    public static readonly ProblemCode NotReplayable = Conflict("not_replayable");
    public static readonly ProblemCode ConcurrentChange = Conflict("concurrent_change");
    public static readonly ProblemCode AwaitingModeration = Conflict("awaiting_moderation");
    public static readonly ProblemCode LinksNotConfigured = Conflict("links_not_configured");
    public static readonly ProblemCode PreconditionFailed = new("precondition_failed", 412, "The image has changed.");
    public static readonly ProblemCode BodyTooLarge = TooLarge("body_too_large");
    public static readonly ProblemCode FileTooLarge = TooLarge(RejectionCodes.TooLarge);
    public static readonly ProblemCode UnsupportedMediaType = Unsupported("unsupported_media_type");
    public static readonly ProblemCode UnsupportedType = Unsupported(RejectionCodes.UnsupportedType);
    public static readonly ProblemCode ImportFailed = Unusable("import_failed");
    public static readonly ProblemCode ContentBlocked = Unusable(RejectionCodes.ContentBlocked);
    public static readonly ProblemCode RateLimited = new("rate_limited", 429, "Too many requests.");
    public static readonly ProblemCode InternalError = new("internal_error", 500, "Something went wrong on our side.");
    public static readonly ProblemCode StorageUnavailable =
        new("storage_unavailable", 503, "Storage is not available at the moment.");
    public static readonly ProblemCode RenderBusy = new("render_busy", 503, "The picture is not made yet.");

    private static readonly Dictionary<string, ProblemCode> ByWord = All().ToDictionary(code => code.Word);

    /// <summary>The row of a reason from <see cref="RejectionCodes"/>.</summary>
    public static ProblemCode Of(string rejection) => ByWord.GetValueOrDefault(rejection) ?? Unusable(rejection);

    public static IEnumerable<ProblemCode> All() => typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (ProblemCode)field.GetValue(null)!);

    private static ProblemCode Invalid(string word) => new(word, 400, "The request is not valid.");

    private static ProblemCode Forbidden(string word) => new(word, 403, "This is not allowed.");

    private static ProblemCode NotFound(string word) => new(word, 404, "Not found.");

    private static ProblemCode Conflict(string word) => new(word, 409, "The request does not fit the current state.");

    private static ProblemCode TooLarge(string word) => new(word, 413, "Too large.");

    private static ProblemCode Unsupported(string word) => new(word, 415, "The type is not supported.");

    private static ProblemCode Unusable(string word) => new(word, 422, "The image cannot be used.");
}
