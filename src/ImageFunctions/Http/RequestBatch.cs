using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>Several requests in one body, done at once: each has its own idempotency key, and its own answer or problem.</summary>
internal static class RequestBatch
{
    /// <param name="member">The body's member that holds the items.</param>
    /// <param name="most">How many items at most.</param>
    /// <param name="run">What is asked, for which owner, under which key.</param>
    /// <param name="answer">From its place, its result and its problem, of which one is null.</param>
    /// <exception cref="ProblemException">There are no items, or too many.</exception>
    public static async Task<TItem[]> RunAsync<TSaid, TResult, TItem>(
        HttpRequest request, string member, IReadOnlyList<JsonElement>? items, int most,
        Func<TSaid, string?, IdempotencyKey?, Task<TResult>> run, Func<int, TResult?, Problem?, TItem> answer)
        where TSaid : class, new()
    {
        if (items is not { Count: > 0 } || items.Count > most)
            throw ProblemException.Invalid(member, $"{member} must hold 1 to {most} items.");
        var (owner, key) = (Caller.Of(request), Caller.Key(request));
        return await Task.WhenAll(items.Select(async (said, index) =>
        {
            var itemKey = key is null ? null : key with { Item = index };
            var (result, problem) = await ProblemResponses.TryAsync(
                request.HttpContext, () => run(RequestBody.Read<TSaid>(said) ?? new TSaid(), owner, itemKey));
            return answer(index, result, problem);
        }));
    }
}
