using System.Diagnostics;
using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>Turns what went wrong into an answer. The only file that knows status codes of errors.</summary>
internal static class ProblemResponses
{
    private static readonly TimeSpan StorageRetryAfter = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, int> Statuses = new()
    {
        [ProblemCodes.RouteNotFound] = 404,
        [ProblemCodes.ImageNotFound] = 404,
        [ProblemCodes.VariantNotFound] = 404,
        [ProblemCodes.DeadLetterNotFound] = 404,
        [ProblemCodes.JobNotFound] = 404,
        [ProblemCodes.OwnerRequired] = 403,
        [ProblemCodes.NotOwner] = 403,
        [ProblemCodes.LinkInvalid] = 403,
        [ProblemCodes.LinkExpired] = 403,
        [ProblemCodes.LinkKeyNotFound] = 404,
        [ProblemCodes.LinksNotConfigured] = 409,
        [ProblemCodes.NotUploaded] = 409,
        [ProblemCodes.NotDeleted] = 409,
        [ProblemCodes.NotReady] = 409,
        [ProblemCodes.UploadExpired] = 409,
        [ProblemCodes.UnknownState] = 409,
        [ProblemCodes.IdempotencyConflict] = 409,
        [ProblemCodes.NotReplayable] = 409,
        [ProblemCodes.ConcurrentChange] = 409,
        [ProblemCodes.AwaitingModeration] = 409,
        [ProblemCodes.PreconditionFailed] = 412,
        [ProblemCodes.BodyTooLarge] = 413,
        [RejectionCodes.TooLarge] = 413,
        [ProblemCodes.UnsupportedMediaType] = 415,
        [RejectionCodes.UnsupportedType] = 415,
        [ProblemCodes.ImportFailed] = 422,
        [RejectionCodes.TooSmall] = 422,
        [RejectionCodes.TooManyPixels] = 422,
        [RejectionCodes.TooManyFrames] = 422,
        [RejectionCodes.BadDimensions] = 422,
        [RejectionCodes.TooMuchWork] = 422,
        [RejectionCodes.TookTooLong] = 422,
        [RejectionCodes.CorruptImage] = 422,
        [RejectionCodes.ContentBlocked] = 422,
        [ProblemCodes.RateLimited] = 429,
        [ProblemCodes.InternalError] = 500,
        [ProblemCodes.StorageUnavailable] = 503,
        [ProblemCodes.RenderBusy] = 503,
    };

    private static readonly Dictionary<int, string> Titles = new()
    {
        [400] = "The request is not valid.",
        [403] = "This is not allowed.",
        [404] = "Not found.",
        [409] = "The request does not fit the current state.",
        [412] = "The image has changed.",
        [413] = "Too large.",
        [415] = "The type is not supported.",
        [422] = "The image cannot be used.",
        [429] = "Too many requests.",
        [500] = "Something went wrong on our side.",
        [503] = "Storage is not available at the moment.",
    };

    /// <summary>The problem that an exception stands for; anything unknown is our fault and says nothing of its inside.</summary>
    public static ProblemException Classify(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        ImageRejectedException refused => new ProblemException(refused.Code, refused.Message, refused),
        RecordConflictException => new ProblemException(ProblemCodes.ConcurrentChange, "The image is being changed by others at the moment.", exception),
        StorageUnavailableException => new ProblemException(ProblemCodes.StorageUnavailable, "Storage could not be reached. Try again shortly.", exception)
        {
            RetryAfter = StorageRetryAfter,
        },
        BadHttpRequestException { StatusCode: 413 } => new ProblemException(ProblemCodes.BodyTooLarge, "The request body is too large.", exception),
        BadHttpRequestException or InvalidDataException => new ProblemException(ProblemCodes.InvalidRequest, "The request could not be read.", exception),
        _ => new ProblemException(ProblemCodes.InternalError, "The request could not be completed. The trace id helps to find out why.", exception),
    };

    public static int Status(string code) => Statuses.GetValueOrDefault(code, StatusCodes.Status400BadRequest);

    /// <summary>The body as it also stands for one item of a batch.</summary>
    public static Problem Describe(ProblemException problem, HttpContext context)
    {
        var status = Status(problem.Code);
        return new Problem(
            $"urn:image-functions:problem:{problem.Code}",
            Titles[status], status, problem.Message, context.Request.Path, problem.Code,
            Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier, problem.Errors);
    }

    /// <summary>Does one item of a batch: a problem of one is its own and no other's.</summary>
    public static async Task<(T? Result, Problem? Problem)> TryAsync<T>(HttpContext context, Func<Task<T>> work)
    {
        try
        {
            return (await work(), null);
        }
        catch (ProblemException problem)
        {
            return (default, Describe(problem, context));
        }
    }

    public static IResult From(ProblemException problem, HttpContext context)
    {
        var answer = new JsonResponse(Describe(problem, context), Status(problem.Code), "application/problem+json; charset=utf-8");
        return problem.RetryAfter is { } wait
            ? answer.With("Retry-After", Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture))
            : answer;
    }

    /// <summary>Writes the answer unless one is already under way. What the rate limit said stays.</summary>
    public static async Task WriteAsync(ProblemException problem, HttpContext context)
    {
        if (context.Response.HasStarted)
            return;
        var limits = context.Response.Headers.Where(header => header.Key.StartsWith("RateLimit", StringComparison.Ordinal)).ToList();
        context.Response.Clear();
        foreach (var (name, value) in limits)
            context.Response.Headers[name] = value;
        await From(problem, context).ExecuteAsync(context);
    }
}
