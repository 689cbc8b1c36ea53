using System.Text;
using Azure.Core;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>Takes the answers of the steps out of the one answer to a transaction.</summary>
internal static class BatchResponse
{
    /// <exception cref="TableTransactionFailedException">One answer is an error; the service then sends no other.</exception>
    /// <exception cref="InvalidOperationException">The answer is not in the form of the protocol.</exception>
    public static IReadOnlyList<Response> Read(Response response, int steps)
    {
        var answers = Parts(response.Headers.ContentType, response.Content.ToString())
            .SelectMany(part => Parts(Header(part, "Content-Type"), part))
            .Select(ReadAnswer)
            .ToList();

        if (answers.Find(answer => answer.Status >= 400) is { } failure)
            throw new TableTransactionFailedException(new RequestFailedException(failure, null, TableErrorParser.Instance));
        return answers.Count == steps
            ? answers
            : throw new InvalidOperationException($"The answer to a transaction of {steps} actions has {answers.Count} parts.");
    }

    private static IEnumerable<string> Parts(string? contentType, string text)
    {
        const string Mark = "boundary=";
        var start = contentType?.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0)
            throw new InvalidOperationException("The answer to a transaction is not multipart.");
        var boundary = "--" + contentType![(start + Mark.Length)..].Split(';')[0].Trim().Trim('"');

        // Before the first boundary stands the preamble, after the closing one ("--boundary--") the epilogue.
        return text.Split(boundary).Skip(1).TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal));
    }

    private static BatchAnswer ReadAnswer(string part)
    {
        using var reader = new StringReader(part[Math.Max(0, part.IndexOf("HTTP/1.1 ", StringComparison.Ordinal))..]);
        var status = reader.ReadLine()?.Split(' ', 3);
        if (status is not ["HTTP/1.1", var code, ..] || !int.TryParse(code, out var number))
            throw new InvalidOperationException("A part of the answer to a transaction has no status line.");

        var headers = new List<HttpHeader>();
        while (reader.ReadLine() is { Length: > 0 } line)
            if (line.Split(':', 2) is [var name, var value])
                headers.Add(new(name.Trim(), value.Trim()));
        return new BatchAnswer(number, status.ElementAtOrDefault(2) ?? "", headers, Encoding.UTF8.GetBytes(reader.ReadToEnd().Trim()));
    }

    private static string? Header(string part, string name)
    {
        using var reader = new StringReader(part.TrimStart());
        while (reader.ReadLine() is { Length: > 0 } line)
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
                return line[(name.Length + 1)..].Trim();
        return null;
    }
}
