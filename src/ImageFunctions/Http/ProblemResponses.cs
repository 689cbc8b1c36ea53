using System.Diagnostics;
using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>Turns what went wrong into an answer.</summary>
internal static class ProblemResponses
{
    private static readonly TimeSpan StorageRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The problem that an exception stands for; anything unknown is our fault and says nothing of its inside.</summary>
    public static ProblemException Classify(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        ImageRejectedException refused => new ProblemException(ProblemCodes.Of(refused.Code), refused.Message, refused),
        RecordConflictException =>
            new ProblemException(ProblemCodes.ConcurrentChange, "The image is being changed by others at the moment.", exception),
        StorageUnavailableException =>
            new ProblemException(ProblemCodes.StorageUnavailable, "Storage could not be reached. Try again shortly.", exception)
            {
                RetryAfter = StorageRetryAfter,
            },
        BadHttpRequestException { StatusCode: 413 } =>
            new ProblemException(ProblemCodes.BodyTooLarge, "The request body is too large.", exception),
        BadHttpRequestException or InvalidDataException =>
            new ProblemException(ProblemCodes.InvalidRequest, "The request could not be read.", exception),
        _ => new ProblemException(
            ProblemCodes.InternalError, "The request could not be completed. The trace id helps to find out why.", exception),
    };

    /// <summary>The body as it also stands for one item of a batch.</summary>
    public static Problem Describe(ProblemException problem, HttpContext context) => new(
        $"urn:image-functions:problem:{problem.Code.Word}",
        problem.Code.Title, problem.Code.Status, problem.Message, context.Request.Path, problem.Code.Word,
        Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier, problem.Errors);

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
        var answer = new JsonResponse(Describe(problem, context), problem.Code.Status, "application/problem+json; charset=utf-8");
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
