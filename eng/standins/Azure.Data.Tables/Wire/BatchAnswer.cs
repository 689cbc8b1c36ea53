using System.Diagnostics.CodeAnalysis;
using Azure.Core;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>The answer to one step of a transaction.</summary>
internal sealed class BatchAnswer(int status, string reason, IReadOnlyList<HttpHeader> headers, byte[] content) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => reason;

    public override Stream? ContentStream { get; set; } = new MemoryStream(content, writable: false);

    public override string ClientRequestId { get; set; } =
        headers.FirstOrDefault(header => header.Name.Equals("x-ms-client-request-id", StringComparison.OrdinalIgnoreCase)).Value ?? "";

    public override bool IsError => status >= 400;

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = TryGetHeaderValues(name, out var values) ? string.Join(',', values) : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        var found = headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();
        values = found.Count > 0 ? found : null;
        return values is not null;
    }
}
