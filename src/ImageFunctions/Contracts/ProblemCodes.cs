using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>The stable words in the <c>code</c> member of a problem. Those of an unusable image are in <see cref="RejectionCodes"/>.</summary>
public static class ProblemCodes
{
    public const string InvalidRequest = "invalid_request";
    public const string InvalidJson = "invalid_json";
    public const string FileNameRequired = "file_name_required";
    public const string FileRequired = "file_required";
    public const string InvalidCursor = "invalid_cursor";
    public const string InvalidLimit = "invalid_limit";
    public const string InvalidTag = "invalid_tag";
    public const string InvalidUserId = "invalid_user_id";
    public const string InvalidCallbackUrl = "invalid_callback_url";
    public const string BodyTooLarge = "body_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string RouteNotFound = "route_not_found";
    public const string ImageNotFound = "image_not_found";
    public const string VariantNotFound = "variant_not_found";
    public const string DeadLetterNotFound = "dead_letter_not_found";
    public const string JobNotFound = "job_not_found";
    public const string OwnerRequired = "owner_required";
    public const string AmbiguousPath = "ambiguous_path";
    public const string NotOwner = "not_owner";
    public const string LinkInvalid = "link_invalid";
    public const string LinkExpired = "link_expired";
    public const string LinkKeyNotFound = "link_key_not_found";
    public const string LinksNotConfigured = "links_not_configured";
    public const string ImportFailed = "import_failed";
    public const string RenderBusy = "render_busy";
    public const string NotUploaded = "not_uploaded";
    public const string NotDeleted = "not_deleted";
    public const string UnknownState = "unknown_state";
    public const string NotReady = "not_ready";
    public const string UploadExpired = "upload_expired";
    public const string IdempotencyConflict = "idempotency_conflict";
    public const string NotReplayable = "not_replayable";
    public const string ConcurrentChange = "concurrent_change";
    public const string PreconditionFailed = "precondition_failed";
    public const string RateLimited = "rate_limited";
    public const string StorageUnavailable = "storage_unavailable";
    public const string AwaitingModeration = "awaiting_moderation";
    public const string OriginalMissing = "original_missing";
    public const string ProcessingFailed = "processing_failed";
    public const string InternalError = "internal_error";
}
