namespace ImageFunctions.Contracts;

/// <summary>An RFC 9457 problem.</summary>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Instance, string Code, string TraceId,
    IReadOnlyDictionary<string, string[]>? Errors);
