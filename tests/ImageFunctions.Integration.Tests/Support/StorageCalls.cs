using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// Counts what a worker asks of storage, by what it is for: <c>images read</c>, <c>imageindex query</c>, <c>uploads read</c>,
/// <c>image-uploads send</c>, <c>tables transaction</c> (of one table; its name is not in the URL). Retries of the client count once.
/// </summary>
internal sealed partial class StorageCalls
{
    private readonly ConcurrentQueue<string> _calls = new();

    public int Count => _calls.Count;

    public Task<StorageFate> SeeAsync(string method, string url)
    {
        _calls.Enqueue(Describe(method, url.Split('?')[0]));
        return Task.FromResult(StorageFate.Pass);
    }

    /// <summary>How often each kind of call was made since the last time, in the order of their names.</summary>
    public IReadOnlyDictionary<string, int> Take()
    {
        var taken = new List<string>();
        while (_calls.TryDequeue(out var call))
            taken.Add(call);
        return taken.GroupBy(call => call).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.Count());
    }

    /// <summary>The same as one line: <c>images read 1, images write 3</c>.</summary>
    public string TakeText() => string.Join(", ", Take().Select(call => $"{call.Key} {call.Value}"));

    private static string Describe(string method, string path)
    {
        if (Row().Match(path) is { Success: true } row)
            return $"{row.Groups["table"].Value} {Of(method, "read", "write")}";
        if (Table().Match(path) is { Success: true } table)
            return $"{table.Groups["table"].Value} {(method == "POST" ? "add" : "query")}";
        if (path.EndsWith("/$batch", StringComparison.Ordinal))
            return "tables transaction";
        if (Queue().Match(path) is { Success: true } queue)
            return $"{queue.Groups["queue"].Value} {Of(method, "look", "send")}";
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return $"{parts.ElementAtOrDefault(1)} {Of(method, parts.Length > 2 ? "read" : "list", "write")}";
    }

    private static string Of(string method, string read, string write) => method switch
    {
        "GET" => read,
        "HEAD" => "look",
        "DELETE" => "delete",
        _ => write,
    };

    [GeneratedRegex(@"/(?<table>[a-z]+)\(PartitionKey")]
    private static partial Regex Row();

    [GeneratedRegex(@"/(?<table>images|imageindex|deadletters|webhooklog)(\(\))?$")]
    private static partial Regex Table();

    [GeneratedRegex(@"/(?<queue>[a-z-]+)/messages")]
    private static partial Regex Queue();
}
